package dev.z0.agent.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.z0.agent.core.config.Settings;
import dev.z0.agent.core.export.Pipeline;
import dev.z0.agent.core.id.Trace;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which traces are exported, by the settings. */
class SamplerTest {
    private static final int MANY = 10_000;

    @AfterEach
    void reset() {
        configured(Map.of());
    }

    private static Sampler configured(Map<String, String> environment) {
        Z0.configure(Settings.load(environment, new Properties(), null), new Pipeline(1));
        return Z0.sampler();
    }

    @ParameterizedTest
    @CsvSource({
        "always_on, true, true, true",
        "always_off, false, false, false",
        "parentbased_always_on, true, true, false",
        "parentbased_always_off, false, true, false",
    })
    void aNamedSamplerDecides(String name, boolean root, boolean belowSampled, boolean belowUnsampled) {
        Sampler sampler = configured(Map.of("OTEL_TRACES_SAMPLER", name));
        assertEquals(root, sampler.sampleRoot());
        assertEquals(belowSampled, sampler.sample(Trace.random(true, null)));
        assertEquals(belowUnsampled, sampler.sample(Trace.random(false, null)));
    }

    @Test
    void withoutOneItIsTheCallersWord() {
        Sampler sampler = configured(Map.of());
        assertTrue(sampler.sampleRoot());
        assertTrue(sampler.sample(Trace.random(true, null)));
        assertEquals(false, sampler.sample(Trace.random(false, null)));
    }

    @ParameterizedTest
    @CsvSource({"traceidratio", "parentbased_traceidratio"})
    void aShareIsKeptAndEachTraceWhole(String name) {
        Sampler sampler = configured(Map.of("OTEL_TRACES_SAMPLER", name, "OTEL_TRACES_SAMPLER_ARG", "0.25"));
        int roots = 0;
        int inbound = 0;
        for (int i = 0; i < MANY; i++) {
            Trace trace = Trace.random(true, null);
            roots += sampler.sampleRoot() ? 1 : 0;
            inbound += sampler.sample(trace) ? 1 : 0;
            assertEquals(sampler.sample(trace), sampler.sample(trace));
        }
        assertEquals(MANY / 4, roots, MANY / 40.0); // six standard deviations
        assertEquals(name.startsWith("parent") ? MANY : MANY / 4, inbound, MANY / 40.0);
    }
}
