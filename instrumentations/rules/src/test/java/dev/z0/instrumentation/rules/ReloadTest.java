package dev.z0.instrumentation.rules;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.acme.Shapes;
import dev.z0.agent.core.export.AgentMessage;
import dev.z0.agent.core.record.SpanRecord;
import dev.z0.agent.core.support.Failures;
import dev.z0.testing.TestAgent;
import java.io.IOException;
import java.lang.instrument.ClassFileTransformer;
import java.lang.instrument.Instrumentation;
import java.lang.ref.WeakReference;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.ProtectionDomain;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import net.bytebuddy.agent.ByteBuddyAgent;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Rules come, change and go while the classes they are about are loaded. */
class ReloadTest {
    private final TestAgent agent = Ruled.AGENT;
    private Ruled rules;

    @BeforeEach
    void start(@TempDir Path folder) {
        rules = new Ruled(folder);
        rules.write("{}");
        agent.clear();
    }

    private static String span(String method) {
        return "{\"methods\": [{\"method\": \"com.acme.Shapes$" + method + "\", \"as\": \"span\"}]}";
    }

    private List<String> spans() {
        List<String> names = new ArrayList<>();
        for (SpanRecord span : agent.spans()) {
            names.add(span.name());
        }
        agent.clear();
        return names;
    }

    @Test
    void aLoadedClassIsWovenAndUnwoven() {
        Shapes.Overloads overloads = new Shapes.Overloads();
        overloads.of(1);
        assertEquals(List.of(), spans());
        assertTrue(hooksGiven(Shapes.Overloads.class, () -> rules.write(span("Overloads#of"))) > 0);
        overloads.of(1);
        overloads.of("a", null);
        assertEquals(List.of("z0.app.overloads.of", "z0.app.overloads.of"), spans());
        assertEquals(0, hooksGiven(Shapes.Overloads.class, () -> rules.write("{}")));
        overloads.of(1);
        assertEquals(List.of(), spans());
        rules.write(span("Overloads#of(int)"));
        overloads.of(1);
        overloads.of("a", null);
        assertEquals(List.of("z0.app.overloads.of"), spans());
    }

    /** How often the class calls z0's advice in the shape that it is given while this is done; -1 where it gets none. */
    private static int hooksGiven(Class<?> type, Runnable change) {
        int[] hooks = {-1};
        ClassFileTransformer last = new ClassFileTransformer() {
            @Override
            public byte[] transform(
                    ClassLoader loader, String name, Class<?> redefined, ProtectionDomain domain, byte[] bytes) {
                if (redefined == type) {
                    String text = new String(bytes, StandardCharsets.ISO_8859_1);
                    hooks[0] = text.split("RuledMethods\\$Call", -1).length - 1;
                }
                return null;
            }
        };
        Instrumentation jvm = ByteBuddyAgent.install();
        jvm.addTransformer(last, true);
        change.run();
        jvm.removeTransformer(last);
        return hooks[0];
    }

    @Test
    void parametersTellOverloadsApart() {
        Shapes.Overloads overloads = new Shapes.Overloads();
        rules.write(span("Overloads#of(String, long[])"));
        overloads.of(1);
        overloads.of("a", null);
        overloads.of(Map.entry("a", "b"));
        assertEquals(1, spans().size());
        rules.write(span("Overloads#of( java.util.Map$Entry )"));
        overloads.of("a", null);
        overloads.of(Map.entry("a", "b"));
        assertEquals(1, spans().size());
    }

    @Test
    void subtypesAreMeantByAPlus() {
        rules.write("{\"methods\": [{\"method\": \"+com.acme.Shapes$Tool#invoke(int)\", \"as\": \"span\"}]}");
        new Shapes.Hammer().invoke(1);
        new Shapes.Hammer().invoke("not a tool's");
        assertEquals(List.of("z0.app.tool.invoke"), spans());
        // An override that calls the one above is one call.
        assertEquals(30, new Shapes.Sledgehammer().invoke(3));
        assertEquals(List.of("z0.app.tool.invoke"), spans());
        rules.write("{}");
        new Shapes.Hammer().invoke(1);
        assertEquals(List.of(), spans());
    }

    @Test
    void aClassThatLoadsLaterIsWovenToo() throws Exception {
        rules.write("{\"methods\": [{\"method\": \"+com.acme.Shapes$Tool#invoke\", \"as\": \"span\"}]}");
        Class<?> fresh = new Fresh().loadClass("com.acme.Shapes$Hammer");
        fresh.getMethod("invoke", int.class).invoke(fresh.getConstructor().newInstance(), 1);
        assertEquals(List.of("z0.app.tool.invoke"), spans());
    }

    /** Defines the sample's classes once more. */
    private static final class Fresh extends ClassLoader {
        @Override
        protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            if (!name.startsWith("com.acme.")) {
                return super.loadClass(name, resolve);
            }
            Class<?> loaded = findLoadedClass(name);
            if (loaded != null) {
                return loaded;
            }
            try (var in = getResourceAsStream(name.replace('.', '/') + ".class")) {
                byte[] bytes = in.readAllBytes();
                return defineClass(name, bytes, 0, bytes.length);
            } catch (IOException e) {
                throw new ClassNotFoundException(name, e);
            }
        }
    }

    @Test
    void aCallUnderwayEndsAsItBegan() throws Exception {
        rules.write("{\"methods\": [{\"method\": \"+com.acme.Shapes$Trouble#run\", \"as\": \"span\"}]}");
        CountDownLatch inside = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        Thread caller = new Thread(() -> new Waiting(inside, goOn).run(null, List.of()));
        caller.start();
        inside.await();
        rules.write("{}");
        goOn.countDown();
        caller.join();
        assertEquals(List.of("z0.app.trouble.run"), spans());
    }

    private static final class Waiting extends Shapes.Trouble {
        private final CountDownLatch inside;
        private final CountDownLatch goOn;

        Waiting(CountDownLatch inside, CountDownLatch goOn) {
            this.inside = inside;
            this.goOn = goOn;
        }

        @Override
        public void run(Object argument, List<String> list) {
            inside.countDown();
            try {
                goOn.await();
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
        }
    }

    @Test
    void aMethodThatTheClassDoesNotDeclareIsTold() {
        rules.write(span("Overloads#off"));
        assertEquals(
                List.of("nothing hooked by com.acme.Shapes$Overloads#off: the class declares no such method"),
                agent.messages().stream()
                        .filter(message -> message.level().equals("warn"))
                        .map(AgentMessage::text)
                        .toList());
        agent.clear();
        // An interface declares it, and its classes have it.
        rules.write("{\"methods\": [{\"method\": \"+com.acme.Shapes$Tool#invoke\", \"as\": \"span\"}]}");
        assertEquals(1, agent.messages().size(), "only that they were read");
    }

    /** Rules keep nothing of an application that is gone. */
    @Test
    void aLoaderThatIsGoneIsForgotten() throws Exception {
        rules.write("{\"methods\": [{\"method\": \"+com.acme.Shapes$Trouble#run\", \"as\": \"span\","
                + " \"attributes\": {\"a\": \"this.field\", \"b\": \"arg0.mail\", \"c\": \"this.missing\"}}]}");
        WeakReference<ClassLoader> gone = runInFreshLoader();
        agent.clear();
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        while (gone.get() != null && System.nanoTime() < end) {
            System.gc();
            byte[] pressure = new byte[1 << 20];
            assertEquals(1 << 20, pressure.length);
        }
        assertEquals(null, gone.get());
    }

    private static WeakReference<ClassLoader> runInFreshLoader() throws Exception {
        Fresh loader = new Fresh();
        Class<?> type = loader.loadClass("com.acme.Shapes$Trouble");
        Object trouble = type.getConstructor().newInstance();
        type.getMethod("run", Object.class, List.class).invoke(trouble, trouble, List.of());
        return new WeakReference<>(loader);
    }

    @Test
    void rulesChangeUnderLoad() throws Exception {
        int failures =
                Failures.counts().values().stream().mapToInt(Integer::intValue).sum();
        AtomicBoolean over = new AtomicBoolean();
        AtomicReference<Object> wrong = new AtomicReference<>();
        List<Thread> callers = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            Thread caller = new Thread(() -> {
                Shapes.Overloads overloads = new Shapes.Overloads();
                Shapes.Tool tool = new Shapes.Sledgehammer();
                while (!over.get()) {
                    if (overloads.of(1) + overloads.of("a", null) + tool.invoke(3) != 33) {
                        wrong.set("result");
                    }
                    if (SpanRecord.current() != null) {
                        wrong.set(SpanRecord.current());
                    }
                }
            });
            caller.start();
            callers.add(caller);
        }
        for (int i = 0; i < 20; i++) {
            rules.write("{\"methods\": [{\"method\": \"com.acme.Shapes$Overloads#of\", \"as\": \"operation\"},"
                    + "{\"method\": \"+com.acme.Shapes$Tool#invoke\", \"as\": \"cron\"}]}");
            agent.awaitUnits(i + 1);
            rules.write(span("Overloads#of(int)"));
            rules.write("{}");
        }
        over.set(true);
        for (Thread caller : callers) {
            caller.join();
        }
        assertEquals(null, wrong.get());
        assertEquals(
                failures,
                Failures.counts().values().stream().mapToInt(Integer::intValue).sum());
    }

    @Test
    void rulesChangeWithoutWeaving() {
        rules.write(span("Overloads#of"));
        String other =
                "{\"methods\": [{\"method\": \"com.acme.Shapes$Overloads#of\", \"as\": \"span\", \"name\": \"other\"}]}";
        assertEquals(-1, hooksGiven(Shapes.Overloads.class, () -> rules.write(other)));
        new Shapes.Overloads().of(1);
        assertEquals(List.of("z0.app.overloads.other"), spans());
    }

    @Test
    void whatCannotBeReadLeavesTheRulesAsTheyAre() throws IOException {
        rules.write(span("Overloads#of"));
        agent.clear();
        assertFalse(rules.write("{\"methods\": [\n  {\"method\": \"a.B#c\" \"as\": 1}"));
        assertFalse(rules.look());
        Files.delete(rules.path());
        assertFalse(rules.look());
        assertFalse(rules.look());
        Files.createDirectory(rules.path());
        assertFalse(rules.look());
        List<AgentMessage> told = agent.messages();
        assertEquals(2, told.size());
        assertTrue(told.get(0).text().contains("rules.json: 2:"), told.get(0).text());
        assertTrue(told.get(1).text().contains("no such file"), told.get(1).text());
        new Shapes.Overloads().of(1);
        assertEquals(List.of("z0.app.overloads.of"), spans());
        Files.delete(rules.path());
        assertTrue(rules.write("{}"));
        new Shapes.Overloads().of(1);
        assertEquals(List.of(), spans());
    }

    @Test
    void whatTheMethodThrowsPasses() {
        rules.write("{\"methods\": [{\"method\": \"com.acme.Shapes$Trouble#getBroken\", \"as\": \"operation\"}]}");
        assertThrows(IllegalStateException.class, () -> new Shapes.Trouble().getBroken());
        assertTrue(agent.units().get(0).failed());
        assertEquals(null, SpanRecord.current());
    }
}
