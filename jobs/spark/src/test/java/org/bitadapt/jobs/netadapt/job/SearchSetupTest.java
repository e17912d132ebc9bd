package org.bitadapt.jobs.netadapt.job;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import java.util.Optional;
import org.bitadapt.jobs.config.AdaptationJobConfig;
import org.bitadapt.jobs.config.Settings;
import org.bitadapt.netadapt.resource.Resource;
import org.bitadapt.netadapt.resource.ResourceKind;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SearchSetupTest {

    @ParameterizedTest
    @EnumSource
    void aSearchSavesTheResourceOfTheSetting(ResourceKind kind) {
        Settings settings =
                Settings.reference().set("netadapt.resource=" + kind.name().toLowerCase(Locale.ROOT));
        Optional<Resource> computed =
                SearchSetup.computed(settings.read(AdaptationJobConfig.class).netadapt());
        if (kind == ResourceKind.LATENCY) {
            assertThat(computed).isEmpty();
        } else {
            assertThat(computed).map(Resource::kind).contains(kind);
        }
    }
}
