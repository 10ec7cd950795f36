package dev.z0.instrumentation.concurrent;

import java.lang.reflect.Method;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.ForkJoinTask;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RecursiveAction;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.jboss.threads.EnhancedQueueExecutor;

/** Every way to have something done on another thread. Each uses one thread again and again, where it uses a pool. */
final class Doors {
    /** Hands a task over; it may not have run when this returns. */
    @FunctionalInterface
    interface Door {
        void handOver(Runnable task) throws Exception;
    }

    private static final ExecutorService POOL = Executors.newFixedThreadPool(1, Doors::daemon);
    private static final ScheduledExecutorService SCHEDULED = Executors.newScheduledThreadPool(1, Doors::daemon);
    private static final ForkJoinPool FORK_JOIN = new ForkJoinPool(1);
    private static final Executor PLAIN_THREADS = task -> daemon(task).start();

    private final Map<String, Door> doors = new LinkedHashMap<>();

    private Doors() {}

    static Map<String, Door> all() throws Exception {
        Doors all = new Doors();
        all.pools();
        all.serversPools();
        all.forkJoin();
        all.futures();
        all.virtualThreads();
        return all.doors;
    }

    static Thread daemon(Runnable task) {
        Thread thread = new Thread(task);
        thread.setDaemon(true);
        return thread;
    }

    private void pools() {
        doors.put("execute", POOL::execute);
        doors.put("submit runnable", POOL::submit);
        doors.put("submit callable", task -> POOL.submit(Executors.callable(task)));
        doors.put("invokeAll", task -> POOL.invokeAll(List.of(Executors.callable(task))));
        doors.put("invokeAny", task -> POOL.invokeAny(List.of(quietly(task))));
        doors.put("schedule runnable", task -> SCHEDULED.schedule(task, 1, TimeUnit.MILLISECONDS));
        doors.put("schedule callable", task -> SCHEDULED.schedule(Executors.callable(task), 0, TimeUnit.SECONDS));
        doors.put("execute on scheduled pool", SCHEDULED::execute);
        doors.put("submit to scheduled pool", SCHEDULED::submit);
    }

    private void serversPools() throws Exception {
        org.apache.tomcat.util.threads.ThreadPoolExecutor tomcat =
                new org.apache.tomcat.util.threads.ThreadPoolExecutor(
                        1, 1, 1, TimeUnit.HOURS, new LinkedBlockingQueue<>(), Doors::daemon);
        doors.put("Tomcat's pool", tomcat::execute);
        QueuedThreadPool jetty = new QueuedThreadPool(4, 4);
        jetty.setDaemon(true);
        jetty.start();
        doors.put("Jetty's pool", jetty::execute);
        EnhancedQueueExecutor undertow = new EnhancedQueueExecutor.Builder()
                .setCorePoolSize(1)
                .setMaximumPoolSize(1)
                .setThreadFactory(Doors::daemon)
                .build();
        doors.put("Undertow's pool", undertow::execute);
    }

    /** Whether it throws is none of the door's business: {@code invokeAny} would tell the caller. */
    private static Callable<Object> quietly(Runnable task) {
        return () -> {
            try {
                task.run();
            } catch (IllegalStateException expected) {
                // a suite's task throws it on purpose
            }
            return "done";
        };
    }

    private void forkJoin() {
        doors.put("fork/join execute", FORK_JOIN::execute);
        doors.put("fork/join execute task", task -> FORK_JOIN.execute(new Action(task)));
        doors.put("fork/join submit", FORK_JOIN::submit);
        doors.put("fork/join submit task", task -> FORK_JOIN.submit(new Action(task)));
        doors.put("fork/join submit callable", task -> FORK_JOIN.submit(Executors.callable(task)));
        doors.put("fork/join submit with result", task -> FORK_JOIN.submit(task, "result"));
        doors.put("fork/join invokeAll", task -> FORK_JOIN.invokeAll(List.of(quietly(task))));
        doors.put("fork/join invoke", task -> FORK_JOIN.invoke(ForkJoinTask.adapt(quietly(task))));
        doors.put("fork from outside", task -> new Action(task).fork());
        doors.put("fork inside", task -> FORK_JOIN.execute(new Action(new Action(task)::fork)));
        if (Object.class.cast(FORK_JOIN) instanceof ScheduledExecutorService later) { // from Java 25 on
            doors.put("fork/join schedule", task -> later.schedule(task, 1, TimeUnit.MILLISECONDS));
        }
        doors.put(
                "parallel stream",
                task -> FORK_JOIN.submit(() -> Stream.of(1, 2, 3, 4).parallel().forEach(i -> {
                    if (i == 1) {
                        task.run();
                    }
                })));
    }

    private static final class Action extends RecursiveAction {
        private static final long serialVersionUID = 1;
        private final transient Runnable task;

        Action(Runnable task) {
            this.task = task;
        }

        @Override
        protected void compute() {
            task.run();
        }
    }

    private void futures() {
        doors.put("runAsync", CompletableFuture::runAsync);
        doors.put("runAsync on pool", task -> CompletableFuture.runAsync(task, POOL));
        doors.put("runAsync on plain threads", task -> CompletableFuture.runAsync(task, PLAIN_THREADS));
        doors.put("supplyAsync", task -> CompletableFuture.supplyAsync(() -> done(task)));
        stage("thenApply", (future, task) -> future.thenApply(x -> done(task)));
        stage("thenApplyAsync", (future, task) -> future.thenApplyAsync(x -> done(task)));
        stage("thenApplyAsync on pool", (future, task) -> future.thenApplyAsync(x -> done(task), POOL));
        stage("thenAccept", (future, task) -> future.thenAccept(x -> task.run()));
        stage("thenRun", (future, task) -> future.thenRun(task));
        stage("thenRunAsync", (future, task) -> future.thenRunAsync(task));
        stage("whenComplete", (future, task) -> future.whenComplete((x, e) -> task.run()));
        stage("handle", (future, task) -> future.handle((x, e) -> done(task)));
        stage(
                "thenCompose",
                (future, task) -> future.thenCompose(x -> {
                    task.run();
                    return new CompletableFuture<>();
                }));
        stage("exceptionally", (future, task) -> future.thenRun(Doors::fail).exceptionally(e -> {
            task.run();
            return null;
        }));
        CompletableFuture<Object> other = CompletableFuture.completedFuture("other");
        CompletableFuture<Object> never = new CompletableFuture<>();
        stage("thenCombine", (future, task) -> future.thenCombine(other, (x, y) -> done(task)));
        stage("thenAcceptBoth", (future, task) -> future.thenAcceptBoth(other, (x, y) -> task.run()));
        stage("runAfterBoth", (future, task) -> other.runAfterBoth(future, task));
        stage("applyToEither", (future, task) -> future.applyToEither(never, x -> done(task)));
        stage("acceptEither", (future, task) -> future.acceptEither(never, x -> task.run()));
        stage("runAfterEither", (future, task) -> future.runAfterEither(never, task));
        stage("allOf", (future, task) -> CompletableFuture.allOf(future, other).thenRun(task));
    }

    private interface Stage {
        void add(CompletableFuture<Object> future, Runnable task);
    }

    /** A stage is added here, and the future completed by a thread that works for nobody. */
    private void stage(String name, Stage stage) {
        doors.put(name, task -> {
            CompletableFuture<Object> future = new CompletableFuture<>();
            stage.add(future, task);
            daemon(() -> future.complete("done")).start();
        });
    }

    private static Object done(Runnable task) {
        task.run();
        return "done";
    }

    private static void fail() {
        throw new IllegalStateException("on purpose");
    }

    /** From Java 21 on. */
    private void virtualThreads() throws Exception {
        Method start;
        try {
            start = Thread.class.getMethod("startVirtualThread", Runnable.class);
        } catch (NoSuchMethodException e) {
            return;
        }
        doors.put("virtual thread", task -> start.invoke(null, task));
        ExecutorService each = (ExecutorService)
                Executors.class.getMethod("newVirtualThreadPerTaskExecutor").invoke(null);
        doors.put("virtual thread per task", each::execute);
        doors.put("submit to virtual threads", each::submit);
        doors.put("invokeAll on virtual threads", task -> each.invokeAll(Collections.singletonList(quietly(task))));
        Object builder = Thread.class.getMethod("ofVirtual").invoke(null);
        ThreadFactory factory = (ThreadFactory)
                Class.forName("java.lang.Thread$Builder").getMethod("factory").invoke(builder);
        doors.put("virtual thread factory", task -> factory.newThread(task).start());
    }
}
