package dev.z0.agent.core.export;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.z0.agent.core.record.Measurement;
import dev.z0.agent.core.record.Metric;
import org.junit.jupiter.api.Test;

class PipelineTest {
    @Test
    void measurementsLeaveRoomForUnits() {
        Pipeline pipeline = new Pipeline(40);
        Metric metric = new Metric("z0_a_b_total", Metric.Kind.COUNTER);
        for (int i = 0; i < 100; i++) {
            pipeline.offer(new Measurement(metric, new String[0], 1, null));
        }
        assertEquals(30, pipeline.depth());
        assertEquals(70, pipeline.dropped());
        for (int i = 0; i < 11; i++) {
            pipeline.offer(new AgentMessage("info", "a"));
        }
        assertEquals(40, pipeline.depth());
        assertEquals(71, pipeline.dropped());
    }
}
