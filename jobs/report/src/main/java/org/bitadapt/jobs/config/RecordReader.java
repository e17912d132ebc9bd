package org.bitadapt.jobs.config;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigValue;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * Reads records from settings and collects all errors.
 *
 * <p>A value of the wrong type gives way to the reference value, and a record that breaks its rules to the reference
 * record, so that everything else is checked too.
 */
final class RecordReader {

    private final Config settings;
    private final Config reference;
    private final List<String> problems = new ArrayList<>();

    RecordReader(Config settings, Config reference) {
        this.settings = settings;
        this.reference = reference;
    }

    List<String> problems() {
        return problems;
    }

    /** Reads the record at a path; the empty path is the root. */
    <T extends Record> T read(Class<T> type, String path) {
        RecordComponent[] components = type.getRecordComponents();
        Object[] values = Arrays.stream(components)
                .map(component -> value(component, key(path, component)))
                .toArray();
        try {
            return construct(type, values);
        } catch (InvalidSettingsException e) {
            e.violations().forEach(violation -> report(violation, join(path, violation.key())));
            return new RecordReader(reference, reference).read(type, path);
        }
    }

    private void report(Violation violation, String path) {
        problems.add(
                violation.message(path) + Hocon.where(settings.getValue(path).origin()));
    }

    private Object value(RecordComponent component, String path) {
        Class<?> type = component.getType();
        if (type.isRecord()) {
            return read(type.asSubclass(Record.class), path);
        }
        try {
            return convert(component, path, settings);
        } catch (ConfigException e) {
            ConfigValue value = settings.getValue(path);
            problems.add("Invalid " + path + ": " + value.unwrapped() + " (must be " + description(component) + ")"
                    + Hocon.where(value.origin()));
            return convert(component, path, reference);
        }
    }

    private static Object convert(RecordComponent component, String path, Config source) {
        Class<?> type = component.getType();
        if (type == int.class) {
            return (int) whole(path, source, Integer.MIN_VALUE, Integer.MAX_VALUE);
        } else if (type == long.class) {
            return whole(path, source, Long.MIN_VALUE, Long.MAX_VALUE);
        } else if (type == double.class) {
            return source.getDouble(path);
        } else if (type == boolean.class) {
            return source.getBoolean(path);
        } else if (type == String.class) {
            return source.getString(path);
        } else if (type == List.class) {
            return ofTexts(component) ? source.getStringList(path) : source.getIntList(path);
        } else if (type.isEnum()) {
            return constant(type, path, source);
        }
        throw new IllegalStateException("No settings of " + type);
    }

    /** Whether a list has texts, and not whole numbers. */
    private static boolean ofTexts(RecordComponent list) {
        return list.getGenericType() instanceof ParameterizedType type
                && type.getActualTypeArguments()[0].equals(String.class);
    }

    /** A whole number from {@code least} to {@code most}; the library itself would cut a fraction off. */
    private static long whole(String path, Config source, long least, long most) {
        long value = source.getLong(path);
        if (source.getNumber(path).doubleValue() != (double) value || value < least || value > most) {
            throw new ConfigException.BadValue(path, "not a whole number");
        }
        return value;
    }

    private static Object constant(Class<?> type, String path, Config source) {
        String name = source.getString(path);
        return Arrays.stream(type.getEnumConstants())
                .filter(constant -> settingName(constant).equals(name))
                .findFirst()
                .orElseThrow(() -> new ConfigException.BadValue(path, name));
    }

    private static String description(RecordComponent component) {
        Class<?> type = component.getType();
        if (type.isEnum()) {
            return "one of "
                    + Arrays.stream(type.getEnumConstants())
                            .map(RecordReader::settingName)
                            .collect(Collectors.joining(", "));
        }
        if (type == int.class || type == long.class) {
            return "a whole number";
        }
        if (type == double.class) {
            return "a number";
        }
        if (type == boolean.class) {
            return "true or false";
        }
        if (type == List.class) {
            return ofTexts(component) ? "a list of texts" : "a list of whole numbers";
        }
        return "a text";
    }

    private static String settingName(Object constant) {
        return ((Enum<?>) constant).name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private static String key(String path, RecordComponent component) {
        String kebab = component.getName().replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT);
        return join(path, kebab);
    }

    private static String join(String path, String key) {
        return path.isEmpty() ? key : path + "." + key;
    }

    private static <T extends Record> T construct(Class<T> type, Object[] values) {
        try {
            Class<?>[] types = Arrays.stream(type.getRecordComponents())
                    .map(RecordComponent::getType)
                    .toArray(Class<?>[]::new);
            Constructor<T> constructor = type.getDeclaredConstructor(types);
            return constructor.newInstance(values);
        } catch (InvocationTargetException e) {
            if (e.getCause() instanceof InvalidSettingsException invalid) {
                throw invalid;
            }
            throw new IllegalStateException("Cannot construct " + type, e);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("Cannot construct " + type, e);
        }
    }
}
