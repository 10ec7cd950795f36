package dev.z0.agent.core.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class SettingsTest {
    @ParameterizedTest
    @EnumSource(Setting.class)
    void everyDefaultHasTheFormItsSettingAsksFor(Setting setting) {
        assertNotNull(Values.parse(setting, setting.standard()));
        assertTrue(setting.doc().endsWith("."), "a sentence");
    }

    @Test
    void withoutAnythingSetTheDefaultsHold() {
        Settings settings = Settings.load(null, null, null);

        assertTrue(settings.flag(Setting.Z0_ENABLED));
        assertEquals("", settings.text(Setting.Z0_LINE_FILE));
        assertEquals(100L << 20, settings.bytes(Setting.Z0_LINE_FILE_MAX_BYTES));
        assertEquals(86_400_000, settings.millis(Setting.Z0_LINE_FILE_MAX_AGE));
        assertEquals(16_384, settings.number(Setting.Z0_QUEUE_SIZE));
        assertEquals(List.of("principal"), settings.list(Setting.Z0_USER));
        assertEquals(List.of("tracecontext", "baggage"), settings.list(Setting.OTEL_PROPAGATORS));
        assertEquals(1.0, settings.ratio(Setting.OTEL_TRACES_SAMPLER_ARG));
        assertEquals(Map.of(), settings.map(Setting.OTEL_RESOURCE_ATTRIBUTES));
        assertEquals(List.of(), settings.warnings());
    }

    @Test
    void theEnvironmentWinsOverPropertiesAndTheseOverArguments() {
        Properties system = properties("z0.line.file", "property", "z0.slow.ms", "2s");
        String arguments = "line.file=argument,slow.ms=3s,n.plus.one=9";

        Settings settings = Settings.load(Map.of("Z0_LINE_FILE", "environment"), system, arguments);

        assertEquals("environment", settings.text(Setting.Z0_LINE_FILE));
        assertEquals(2_000, settings.millis(Setting.Z0_SLOW_MS));
        assertEquals(9, settings.number(Setting.Z0_N_PLUS_ONE));
        assertEquals(List.of(), settings.warnings());
    }

    @Test
    void anEmptyValueLeavesThePlaceToTheNext() {
        Settings settings = Settings.load(Map.of("Z0_LINE_FILE", " "), properties("z0.line.file", "file"), null);

        assertEquals("file", settings.text(Setting.Z0_LINE_FILE));
    }

    @ParameterizedTest
    @ValueSource(strings = {"line.file=a", "z0.line.file=a", "Z0_LINE_FILE=a", " LINE_FILE = a ", "line-file=a,"})
    void argumentsTakeEverySpellingOfAName(String arguments) {
        Settings settings = Settings.load(null, null, arguments);

        assertEquals("a", settings.text(Setting.Z0_LINE_FILE));
        assertEquals(List.of(), settings.warnings());
    }

    @Test
    void argumentsCarryListsAndMapsWithSemicolons() {
        Settings settings =
                Settings.load(null, null, "tenant=header:X;subdomain,otel.resource.attributes=a=1;b=2,line.file=a;b");

        assertEquals(List.of("header:X", "subdomain"), settings.list(Setting.Z0_TENANT));
        assertEquals(Map.of("a", "1", "b", "2"), settings.map(Setting.OTEL_RESOURCE_ATTRIBUTES));
        assertEquals("a;b", settings.text(Setting.Z0_LINE_FILE));
    }

    @ParameterizedTest
    @CsvSource({"500,500", "500ms,500", "5s,5000", "1m,60000", "2 h,7200000", "1D,86400000", "0,0"})
    void timesHaveUnits(String text, long millis) {
        assertEquals(millis, environment("Z0_SLOW_MS", text).millis(Setting.Z0_SLOW_MS));
    }

    @ParameterizedTest
    @CsvSource({"12,12", "10MB,10485760", "10 mb,10485760", "1k,1024", "3GB,3221225472"})
    void sizesHaveUnits(String text, long bytes) {
        assertEquals(bytes, environment("Z0_LINE_FILE_MAX_BYTES", text).bytes(Setting.Z0_LINE_FILE_MAX_BYTES));
    }

    @Test
    void headersArePercentDecodedAndKeepTheirPlusSigns() {
        Settings settings = environment("OTEL_EXPORTER_OTLP_HEADERS", "authorization=Basic%20YS+b/w==, x=%C3%BC%zz%4");

        assertEquals(
                Map.of("authorization", "Basic YS+b/w==", "x", "ü%zz%4"),
                settings.map(Setting.OTEL_EXPORTER_OTLP_HEADERS));
    }

    @Test
    void noneIsTheEmptyList() {
        assertEquals(List.of(), environment("Z0_USER", "none").list(Setting.Z0_USER));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Z0_LINE_FIEL|x|environment variable Z0_LINE_FIEL is unknown and is ignored; the closest is Z0_LINE_FILE",
                "Z0_QUEUE_SIZE|many|environment variable Z0_QUEUE_SIZE takes a whole number from 1 to 1000000, not 'many'; 16384 holds",
                "Z0_QUEUE_SIZE|0|environment variable Z0_QUEUE_SIZE takes a whole number from 1 to 1000000, not '0'; the closest is 1; 16384 holds",
                "Z0_QUEUE_SIZE|-7|environment variable Z0_QUEUE_SIZE takes a whole number from 1 to 1000000, not '-7'; the closest is 1; 16384 holds",
                "Z0_QUEUE_SIZE|99999999999999999999|environment variable Z0_QUEUE_SIZE takes a whole number from 1 to 1000000, not '99999999999999999999'; the closest is 1000000; 16384 holds",
                "Z0_N_PLUS_ONE|-1|environment variable Z0_N_PLUS_ONE takes a whole number, 0 or more, not '-1'; the closest is 0; 5 holds",
                "Z0_METRICS_INTERVAL|0|environment variable Z0_METRICS_INTERVAL takes a time above 0 such as 500ms, 5s, 1m, 24h, not '0'; the closest is 1ms; 60s holds",
                "OTEL_TRACES_SAMPLER_ARG|1.5|environment variable OTEL_TRACES_SAMPLER_ARG takes a number from 0.0 to 1.0, not '1.5'; the closest is 1.0; 1.0 holds",
                "Z0_TENANT|path:x|environment variable Z0_TENANT takes any of header:…, subdomain, path:1, query:…, principal, session:…, mdc:…, const:…, not 'path:x'; the closest is path:1; it stays unset",
                "Z0_TENANT|path:0|environment variable Z0_TENANT takes any of header:…, subdomain, path:1, query:…, principal, session:…, mdc:…, const:…, not 'path:0'; the closest is path:1; it stays unset",
                "Z0_TENANT|header:X,hader:Y|environment variable Z0_TENANT takes any of header:…, subdomain, path:1, query:…, principal, session:…, mdc:…, const:…, not 'header:X,hader:Y'; the closest is header:…; it stays unset",
                "Z0_TENANT|foo:bar|environment variable Z0_TENANT takes any of header:…, subdomain, path:1, query:…, principal, session:…, mdc:…, const:…, not 'foo:bar'; the closest is mdc:…; it stays unset",
                "Z0_TENANT|Subdomain|environment variable Z0_TENANT takes any of header:…, subdomain, path:1, query:…, principal, session:…, mdc:…, const:…, not 'Subdomain'; the closest is subdomain; it stays unset",
                "Z0_ENABLED|maybe|environment variable Z0_ENABLED takes true or false, not 'maybe'; true holds",
                "Z0_LINE_PRESET|shops|environment variable Z0_LINE_PRESET takes one of worker, shop, cos, not 'shops'; the closest is shop; it stays unset",
                "OTEL_EXPORTER_OTLP_PROTOCOL|grpc|environment variable OTEL_EXPORTER_OTLP_PROTOCOL takes one of http/protobuf, not 'grpc'; http/protobuf holds",
            })
    void whatIsNotUnderstoodIsOneWarning(String name, String value, String warning) {
        assertEquals(List.of(warning), environment(name, value).warnings());
    }

    @ParameterizedTest
    @CsvSource({
        "Z0_SLOW_MS,5 parsecs",
        "Z0_SLOW_MS,-5",
        "Z0_SLOW_MS,99999999999999999999s",
        "Z0_SLOW_MS,999999999999999999d",
        "Z0_METRICS_INTERVAL,0",
        "Z0_LINE_FILE_MAX_BYTES,1.5MB",
        "Z0_DIAGNOSTICS,localhost",
        "Z0_DIAGNOSTICS,localhost:70000",
        "Z0_METRICS,statsd",
        "Z0_TENANT,header:",
        "Z0_TENANT,heder:X",
        "Z0_LINE_FIELDS,ms",
        "OTEL_TRACES_SAMPLER,sometimes",
        "OTEL_TRACES_SAMPLER_ARG,2",
        "OTEL_TRACES_SAMPLER_ARG,NaN",
        "OTEL_EXPORTER_OTLP_ENDPOINT,collector:4318",
    })
    void aValueOfTheWrongFormLeavesTheDefault(String name, String value) {
        Settings settings = environment(name, value);

        assertEquals(1, settings.warnings().size());
        assertEquals(Setting.valueOf(name).standard(), settings.text(Setting.valueOf(name)));
    }

    @Test
    void suggestionsAreSpelledAsTheSourceSpellsThem() {
        Settings settings = Settings.load(null, properties("z0.lines.file", "x"), "slow=2s,nonsense");

        assertEquals(
                List.of(
                        "system property z0.lines.file is unknown and is ignored; the closest is z0.line.file",
                        "agent argument slow is unknown and is ignored; the closest is z0.slow.ms",
                        "agent argument 2 is not name=value and is ignored"),
                settings.warnings());
    }

    @Test
    void namesOfOthersAreLeftAlone() {
        Map<String, String> environment = Map.of(
                "OTEL_SOMETHING_ELSE", "1",
                "Z0_TEST_DATABASE", "x",
                "Z0_COLLECTOR_SERVICE_HOST", "10.0.0.1",
                "Z0_COLLECTOR_PORT", "tcp://10.0.0.1:4318",
                "Z0_COLLECTOR_PORT_4318_TCP_PROTO", "tcp",
                "PATH", "/bin");

        assertEquals(
                List.of(),
                Settings.load(environment, properties("user.dir", "/"), null).warnings());
    }

    @Test
    void secretsAreNeitherDumpedNorQuoted() {
        Settings settings = Settings.load(
                Map.of("Z0_DIAGNOSTICS_TOKEN", "hunter2", "OTEL_EXPORTER_OTLP_HEADERS", "hunter2"), null, null);

        assertEquals("hunter2", settings.text(Setting.Z0_DIAGNOSTICS_TOKEN));
        assertEquals("[hidden]", settings.effective().get("Z0_DIAGNOSTICS_TOKEN"));
        assertEquals("", settings.effective().get("OTEL_EXPORTER_OTLP_TRACES_HEADERS"));
        assertFalse(settings.effective().toString().contains("hunter2"));
        assertFalse(settings.warnings().toString().contains("hunter2"));
        assertEquals(Setting.values().length, settings.effective().size());
    }

    @Test
    void credentialsInAnAddressAreHidden() {
        Settings settings = Settings.load(
                Map.of(
                        "OTEL_EXPORTER_OTLP_ENDPOINT", "https://bob:hunter2@collector",
                        "OTEL_EXPORTER_OTLP_TRACES_ENDPOINT", "otlp://bob:hunter2@collector"),
                null,
                null);

        assertEquals(
                "https://[redacted:password]@collector", settings.effective().get("OTEL_EXPORTER_OTLP_ENDPOINT"));
        assertEquals(1, settings.warnings().size());
        assertFalse(settings.warnings().toString().contains("hunter2"));
    }

    @Test
    void whatIsReadCannotBeChanged() {
        Settings settings = Settings.load(null, null, null);

        assertThrows(
                UnsupportedOperationException.class, () -> settings.warnings().add(""));
        assertThrows(UnsupportedOperationException.class, () -> settings.list(Setting.Z0_USER)
                .add(""));
        assertThrows(UnsupportedOperationException.class, () -> settings.map(Setting.Z0_LINE_FIELDS)
                .put("", ""));
    }

    @Test
    void neverThrowsWhateverItReads() {
        Random random = new Random(7);
        String letters = "aZ0_.,;=:%-9 \u0000\ud800é";
        for (int round = 0; round < 2_000; round++) {
            Map<String, String> environment = new HashMap<>();
            StringBuilder arguments = new StringBuilder();
            for (Setting setting : Setting.values()) {
                environment.put(
                        random.nextInt(9) == 0 ? "Z0_" + noise(random, letters) : setting.name(),
                        noise(random, letters));
                arguments
                        .append(setting.property())
                        .append('=')
                        .append(noise(random, letters))
                        .append(',');
            }
            Settings settings = Settings.load(environment, new Properties(), arguments.toString());
            for (Setting setting : Setting.values()) {
                assertNotNull(Values.parse(setting, settings.text(setting)));
            }
            assertTrue(settings.warnings().size() <= 100);
        }
    }

    private static String noise(Random random, String letters) {
        StringBuilder text = new StringBuilder();
        for (int i = random.nextInt(20); i > 0; i--) {
            text.append(letters.charAt(random.nextInt(letters.length())));
        }
        return text.toString();
    }

    private static Settings environment(String name, String value) {
        return Settings.load(Map.of(name, value), null, null);
    }

    private static Properties properties(String... pairs) {
        Properties properties = new Properties();
        for (int i = 0; i < pairs.length; i += 2) {
            properties.setProperty(pairs[i], pairs[i + 1]);
        }
        return properties;
    }
}
