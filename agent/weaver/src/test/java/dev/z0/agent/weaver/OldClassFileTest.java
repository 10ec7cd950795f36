package dev.z0.agent.weaver;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.z0.agent.core.support.Failures;
import dev.z0.instrumentation.sample.Old;
import dev.z0.instrumentation.sample.Sample;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.reflect.InvocationTargetException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import net.bytebuddy.agent.ByteBuddyAgent;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Class files of before Java 7, which know no invokedynamic. */
class OldClassFileTest {
    private static final short JAVA_6 = 50;

    private final Class<?> old = load();

    @BeforeAll
    static void weave() throws Exception {
        new Weaver(List.of(new Old()), OldClassFileTest.class.getClassLoader()).install(ByteBuddyAgent.install());
    }

    @BeforeEach
    void clear() {
        Sample.seen().clear();
    }

    @Test
    void handsArgumentsStateAndResultOn() throws Exception {
        Object sum = old.getMethod("add", int.class, long.class, String.class)
                .invoke(old.getConstructor().newInstance(), 2, 3, "abc");
        assertEquals(8L, sum);
        assertEquals(
                List.of(
                        "enter 2 3 abc dev.z0.agent.weaver.OldVictim#add(IJLjava/lang/String;)J",
                        "exit state 8 null abc OldVictim"),
                Sample.seen());
    }

    @Test
    void standsInForACall() throws Throwable {
        runAll(() -> Sample.seen().add("task"));
        assertEquals(List.of("before", "task", "after"), Sample.seen());
    }

    @Test
    void aCallWhoseStandInCannotBeLinkedIsMadeAllTheSame() throws Throwable {
        int before = Failures.counts().getOrDefault("old", 0);
        runOne(() -> Sample.seen().add("task"));
        assertEquals(List.of("task"), Sample.seen());
        assertTrue(Failures.counts().getOrDefault("old", 0) > before, "it is told");
        runOne(() -> Sample.seen().add("another"));
        assertEquals(List.of("task", "another"), Sample.seen());
    }

    @Test
    void aCallsOwnExceptionPassesAndTheCallIsMadeOnce() {
        AtomicInteger calls = new AtomicInteger();
        Error own = new Error("the task's own");
        Runnable task = () -> {
            calls.incrementAndGet();
            throw own;
        };
        assertSame(own, assertThrows(Error.class, () -> runOne(task)));
        assertEquals(1, calls.get());
        assertSame(own, assertThrows(Error.class, () -> runAll(task)));
        assertEquals(2, calls.get());
    }

    private void runAll(Runnable... tasks) throws Throwable {
        call("runAll", Runnable[].class, tasks);
    }

    private void runOne(Runnable task) throws Throwable {
        call("runOne", Runnable.class, task);
    }

    private void call(String method, Class<?> type, Object argument) throws Throwable {
        try {
            old.getMethod(method, type).invoke(null, argument);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }

    /** A class of its own, whose places are all yet to be linked. */
    private static Class<?> load() {
        try (InputStream in = OldVictim.class.getResourceAsStream("OldVictim.class")) {
            byte[] file = in.readAllBytes();
            ByteBuffer.wrap(file).putShort(6, JAVA_6);
            return new ClassLoader(OldVictim.class.getClassLoader()) {
                Class<?> define() {
                    return defineClass(OldVictim.class.getName(), file, 0, file.length);
                }
            }.define();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
