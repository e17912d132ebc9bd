import java.io.IOException;
import java.nio.file.Path;
import org.bitadapt.jobs.quickstart.GeneratedImages;

/** Draws the quickstart's images: {@code java -cp bitadapt.jar Images.java FOLDER IMAGES_PER_FILE}. */
final class Images {

    private static final int SEED = 1;

    private Images() {}

    public static void main(String[] arguments) throws IOException {
        new GeneratedImages(SEED, Integer.parseInt(arguments[1])).writeTo(Path.of(arguments[0]));
    }
}
