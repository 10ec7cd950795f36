package dev.z0.agent.weaver;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.z0.agent.core.Z0;
import dev.z0.agent.core.config.Settings;
import dev.z0.agent.core.export.AgentMessage;
import dev.z0.agent.core.export.Exporter;
import dev.z0.agent.core.export.Pipeline;
import dev.z0.agent.core.support.Failures;
import dev.z0.instrumentation.sample.Broken;
import dev.z0.instrumentation.sample.Sample;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.CopyOnWriteArrayList;
import net.bytebuddy.agent.ByteBuddyAgent;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class WeaverTest {
    private final Victim victim = new Victim();

    @BeforeAll
    static void weave() throws Exception {
        new Weaver(List.of(new Sample(), new Broken()), WeaverTest.class.getClassLoader())
                .install(ByteBuddyAgent.install());
    }

    @BeforeEach
    void clear() {
        Sample.seen().clear();
    }

    @Test
    void handsArgumentsStateAndResultOn() {
        assertEquals(8, victim.add(2, 3, "abc"));
        assertEquals(
                List.of(
                        "enter 2 3 abc dev.z0.agent.weaver.Victim#add(IJLjava/lang/String;)J",
                        "exit state 8 null abc Victim"),
                Sample.seen());
    }

    @Test
    void seesEveryReturn() {
        assertEquals(-1, victim.add(-2, 3, "abc"));
        assertEquals("exit state -1 null abc Victim", Sample.seen().get(1));
    }

    @Test
    void seesWhatIsThrownAndLetsItPass() {
        IllegalArgumentException thrown = assertThrows(IllegalArgumentException.class, () -> victim.fail(null));
        assertEquals(List.of("exit null " + thrown), Sample.seen());
        assertEquals("x", victim.fail("x"));
    }

    @Test
    void replacesArgumentAndResult() {
        assertEquals("hello WORLD!", victim.greet("world"));
    }

    @Test
    void standsInForACall() {
        Victim.runAll(() -> Sample.seen().add("task"));
        assertEquals(List.of("before", "task", "after"), Sample.seen());
    }

    @Test
    void aCallWhoseStandInCannotBeLinkedIsMadeAllTheSame() {
        Victim.runOne(() -> Sample.seen().add("task"));
        assertEquals(List.of("task"), Sample.seen());
    }

    @Test
    void aCallsOwnExceptionPasses() {
        assertThrows(
                IllegalStateException.class,
                () -> Victim.runAll(() -> {
                    throw new IllegalStateException("task");
                }));
    }

    @Test
    void keepsFramesRight() {
        assertEquals(9, victim.loop(List.of(1, "abc", 2)));
        assertEquals(List.of("loop 1 [1, abc, 2] 9"), Sample.seen());
    }

    @Test
    void seesWhatAConstructorMade() {
        new Victim(7, "x");
        new Victim(7, null);
        assertThrows(IllegalArgumentException.class, () -> new Victim(0, "x"));
        assertEquals(
                List.of("made too 7 x", "made Victim 7 x", "made too 7 null", "made Victim 7 null"), Sample.seen());
    }

    @Test
    void findsSubtypesOfSubtypes() {
        assertEquals(4, new Shape.Square().area(2));
        assertEquals(List.of("area Square 2.0 4.0"), Sample.seen());
    }

    /** What z0 says from now on. */
    private static List<String> said() {
        List<String> said = new CopyOnWriteArrayList<>();
        Pipeline pipeline = new Pipeline(100);
        pipeline.start(new Exporter() {
            @Override
            public void message(AgentMessage message) {
                said.add(message.text());
            }
        });
        Z0.configure(Settings.load(Map.of(), new Properties(), null), pipeline);
        return said;
    }

    @Test
    void whatIsNoFamilyIsNotSwitchedOff() {
        List<String> said = said();
        for (int i = 0; i < 200; i++) {
            Failures.note("exporter", new IllegalStateException("disk"));
        }
        Z0.pipeline().drain();
        assertEquals(2, said.size(), said::toString);
        assertTrue(said.get(1).startsWith("z0 failed 100 times in exporter: "), said::toString);
    }

    @Test
    void failingAdviceDoesNoHarmAndIsSwitchedOffAtLast() {
        List<String> said = said();
        for (int i = 0; i < 200; i++) {
            assertEquals(i + 1, victim.broken(i));
        }
        assertTrue(Failures.tooMany("broken"));
        Z0.pipeline().drain();
        assertTrue(
                said.stream().anyMatch(text -> text.startsWith("z0 failed 100 times in broken and switched it off: ")),
                said::toString);
        // Switched off: only the exit, whose failures are still caught, goes on counting.
        int counted = Failures.counts().get("broken");
        assertEquals(8, victim.broken(7));
        assertEquals(counted, Failures.counts().get("broken"));
    }
}
