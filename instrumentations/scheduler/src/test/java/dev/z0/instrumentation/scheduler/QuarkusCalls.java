package dev.z0.instrumentation.scheduler;

import com.cronutils.model.Cron;
import com.cronutils.model.CronType;
import com.cronutils.model.definition.CronDefinitionBuilder;
import com.cronutils.parser.CronParser;
import io.quarkus.scheduler.ScheduledExecution;
import io.quarkus.scheduler.Trigger;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** Quarkus's own triggers and invoker, on a thread of its own; their constructors differ between the versions under test. */
final class QuarkusCalls {
    private static final String COMMON = "io.quarkus.scheduler.common.runtime.";
    private static final String SIMPLE = "io.quarkus.scheduler.runtime.SimpleScheduler$";

    private final ExecutorService thread = Executors.newSingleThreadExecutor();
    private volatile boolean stopped;

    /** What Quarkus makes of {@code @Scheduled(every = …)}. */
    Trigger every(String method, long millis) {
        return trigger("IntervalTrigger", id(method), method, millis);
    }

    /** What Quarkus makes of {@code @Scheduled(cron = …)}. */
    Trigger cron(String method, String expression) {
        Cron cron = new CronParser(CronDefinitionBuilder.instanceDefinitionFor(CronType.QUARTZ)).parse(expression);
        return trigger("CronTrigger", id(method), method, cron);
    }

    /** What Quarkus makes of a job that the application adds. */
    Trigger named(String id) {
        return trigger("IntervalTrigger", id, null, 60_000L);
    }

    /** Fires again and again. */
    void repeat(Trigger trigger, long periodMillis, Callable<CompletionStage<Void>> method) {
        thread.execute(() -> {
            while (!stopped) {
                try {
                    fire(trigger, method);
                } catch (Exception e) {
                    // the invoker has logged it
                }
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(periodMillis));
            }
        });
    }

    /** Fires now. */
    Future<?> once(Trigger trigger, Callable<CompletionStage<Void>> method) {
        return thread.submit(() -> fire(trigger, method));
    }

    void later(Runnable task) {
        thread.execute(task);
    }

    <T> T onItsThread(Callable<T> asked) throws Exception {
        return thread.submit(asked).get();
    }

    void stop() {
        stopped = true;
        thread.shutdownNow();
    }

    private static String id(String method) {
        return "1_" + method.replace("#", "_ScheduledInvoker_") + "_0a1b2c";
    }

    private static Object fire(Trigger trigger, Callable<CompletionStage<Void>> method) throws Exception {
        ZonedDateTime now = ZonedDateTime.now();
        call(trigger, "evaluate", now);
        ScheduledExecution execution =
                (ScheduledExecution) make(SIMPLE + "SimpleScheduledExecution", now, now, trigger);
        Class<?> invoker = Class.forName(COMMON + "ScheduledInvoker");
        Object application = proxy(invoker, method);
        Constructor<?> emitter = Class.forName(COMMON + "StatusEmitterInvoker").getConstructors()[0];
        Object event = proxy(emitter.getParameterTypes()[1], () -> null);
        return call(emitter.newInstance(application, event, event), "invoke", execution);
    }

    private static Object proxy(Class<?> type, Callable<?> answer) {
        return Proxy.newProxyInstance(
                type.getClassLoader(), new Class<?>[] {type}, (self, method, arguments) -> answer.call());
    }

    /** The version takes the method's description and the job's, the method's alone, or neither. */
    private static Trigger trigger(String type, String id, String method, Object schedule) {
        ZonedDateTime start = ZonedDateTime.now().minusSeconds(1);
        return (Trigger) make(SIMPLE + type, id, start, schedule, Duration.ofSeconds(1), method, null);
    }

    /** Each parameter gets the next value, but a time zone, which only some versions take, null. */
    private static Object make(String type, Object... values) {
        try {
            Constructor<?> constructor = Class.forName(type).getDeclaredConstructors()[0];
            constructor.setAccessible(true);
            List<Object> arguments = new ArrayList<>();
            Iterator<Object> left = Arrays.asList(values).iterator();
            for (Class<?> parameter : constructor.getParameterTypes()) {
                arguments.add(parameter == ZoneId.class ? null : left.next());
            }
            return constructor.newInstance(arguments.toArray());
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Object call(Object receiver, String name, Object argument) throws Exception {
        for (Method method : receiver.getClass().getDeclaredMethods()) {
            if (method.getName().equals(name) && !method.isBridge()) {
                method.setAccessible(true);
                try {
                    return method.invoke(receiver, argument);
                } catch (InvocationTargetException e) {
                    throw e.getCause() instanceof Exception ? (Exception) e.getCause() : e;
                }
            }
        }
        throw new NoSuchMethodException(name);
    }
}
