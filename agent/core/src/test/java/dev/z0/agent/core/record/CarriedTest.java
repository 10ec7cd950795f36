package dev.z0.agent.core.record;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;

import dev.z0.agent.core.Z0;
import dev.z0.agent.core.config.Settings;
import dev.z0.agent.core.export.Pipeline;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class CarriedTest {
    private Request request;

    @BeforeEach
    void begin() {
        Z0.configure(Settings.load(Map.of(), new Properties(), null), new Pipeline(1));
        request = Request.start("GET", "/", name -> null);
    }

    @Test
    void makesRoomForWhatIsUnderway() {
        List<Object> cancelled = new ArrayList<>();
        try (Attachment attached = request.attach()) {
            for (int i = 0; i < 65_536; i++) {
                Object task = new Object();
                cancelled.add(task);
                Carried.noteOnce(task);
            }
        }
        request.end();
        long before = Carried.dropped();
        Request next = Request.start("GET", "/", name -> null);
        Object task = new Object();
        try (Attachment attached = next.attach()) {
            Carried.note(task);
        }
        assertSame(next, Carried.take(task));
        assertEquals(before, Carried.dropped());
        assertNull(Carried.take(cancelled.get(0)));
        assertEquals(0, Carried.waiting());
    }

    @Test
    void countsTasksThatFindNoRoom() {
        List<Object> tasks = new ArrayList<>();
        long before = Carried.dropped();
        try (Attachment attached = request.attach()) {
            for (int i = 0; i < 65_536 + 10; i++) {
                Object task = new Object();
                tasks.add(task);
                if (i % 2 == 0) {
                    Carried.note(task);
                } else {
                    Carried.noteOnce(task);
                }
            }
        }
        assertEquals(10, Carried.dropped() - before);
        assertSame(request, Carried.take(tasks.get(0)));
        assertNull(Carried.take(tasks.get(65_536)));
        tasks.forEach(Carried::take);
        assertEquals(0, Carried.waiting());
    }

    @Test
    void countsATaskThatWaitsTooOften() {
        Object task = new Object();
        long before = Carried.dropped();
        try (Attachment attached = request.attach()) {
            for (int i = 0; i < 10_000 + 10; i++) {
                Carried.note(task);
            }
        }
        assertEquals(10, Carried.dropped() - before);
        while (Carried.take(task) != null) {
            continue;
        }
        assertEquals(0, Carried.waiting());
    }

    @Test
    void makesRoomAlsoWhereOneTaskWaitsThousandsOfTimes() {
        Object often = new Object();
        List<Object> others = new ArrayList<>();
        try (Attachment attached = request.attach()) {
            for (int i = 0; i < 10_000; i++) {
                Carried.note(often);
            }
            for (int i = 1; i < 65_536; i++) {
                Object task = new Object();
                others.add(task);
                Carried.note(task);
            }
        }
        request.end();
        Request next = Request.start("GET", "/", name -> null);
        Object task = new Object();
        Thread small = new Thread(
                null,
                () -> {
                    try (Attachment attached = next.attach()) {
                        Carried.note(task);
                    }
                },
                "small stack",
                128 * 1024);
        small.start();
        assertDoesNotThrow(() -> small.join());
        assertSame(next, Carried.take(task));
        assertNull(Carried.take(often));
        assertEquals(65_535, others.size());
    }
}
