package dev.z0.instrumentation.concurrent;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.z0.agent.core.naming.SqlStatement;
import dev.z0.agent.core.record.Carried;
import dev.z0.agent.core.record.Database;
import dev.z0.agent.core.record.Query;
import dev.z0.agent.core.record.Request;
import dev.z0.agent.core.record.SpanRecord;
import dev.z0.testing.TestAgent;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Work follows from the request that starts it to whichever thread does it, and no further. */
class ConcurrencyTest {
    private static final TestAgent AGENT =
            TestAgent.start(new ThreadPools(), new ForkJoin(), new CompletableFutures(), new VirtualThreads());
    private static final Database DATABASE = new Database("h2", "test", null, 0);
    private static final BlockingQueue<Optional<SpanRecord>> SEEN = new LinkedBlockingQueue<>();
    private static final Runnable LOOK = ConcurrencyTest::look;

    private final ThreadPoolExecutor pool =
            new ThreadPoolExecutor(1, 1, 1, TimeUnit.HOURS, new ArrayBlockingQueue<>(1_000_000), Doors::daemon);

    @AfterEach
    void shutDown() throws InterruptedException {
        pool.shutdownNow();
        assertTrue(pool.awaitTermination(20, TimeUnit.SECONDS)); // no task looks in the next test
        SEEN.clear();
    }

    private static void look() {
        SEEN.add(Optional.ofNullable(SpanRecord.current()));
    }

    private static SpanRecord seen() throws InterruptedException {
        Optional<SpanRecord> next = SEEN.poll(20, TimeUnit.SECONDS);
        assertNotNull(next, "the task never ran");
        return next.orElse(null);
    }

    @TestFactory
    List<DynamicTest> reachesTheTask() throws Exception {
        return each(door -> {
            List<SpanRecord> there = new ArrayList<>();
            Request request = AGENT.request(() -> {
                door.handOver(() -> look());
                there.add(seen());
            });
            assertSame(request, there.get(0));
        });
    }

    @TestFactory
    List<DynamicTest> isGoneAfterTheTask() throws Exception {
        return each(door -> {
            AGENT.request(() -> {
                door.handOver(() -> look());
                seen();
            });
            door.handOver(() -> look());
            assertNull(seen());
        });
    }

    @TestFactory
    List<DynamicTest> isGoneAfterATaskThatThrows() throws Exception {
        return each(door -> {
            AGENT.request(() -> {
                door.handOver(() -> {
                    look();
                    throw new IllegalStateException("on purpose");
                });
                assertNotNull(seen());
            });
            door.handOver(() -> look());
            assertNull(seen());
        });
    }

    @TestFactory
    List<DynamicTest> countsIntoTheRequestsLine() throws Exception {
        return each(door -> {
            CountDownLatch counted = new CountDownLatch(1);
            Request request = AGENT.request(() -> {
                door.handOver(() -> {
                    Query.start(DATABASE, SqlStatement.of("SELECT 1")).end();
                    counted.countDown();
                });
                assertTrue(counted.await(20, TimeUnit.SECONDS));
            });
            assertEquals(1, request.tally().queries());
        });
    }

    private interface Check {
        void with(Doors.Door door) throws Exception;
    }

    /** With the door's thread already there: some pools run what they start it for in another way. */
    private static List<DynamicTest> each(Check check) throws Exception {
        List<DynamicTest> tests = new ArrayList<>();
        Doors.all()
                .forEach((name, door) -> tests.add(DynamicTest.dynamicTest(name, () -> {
                    door.handOver(() -> look());
                    assertNull(seen());
                    check.with(door);
                })));
        return tests;
    }

    @Test
    void keepsTheRequestsOfASharedLambdaApart() throws Exception {
        CountDownLatch hold = hold();
        List<Request> requests = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            Request request = Request.start("GET", "/" + i, name -> null);
            try (AutoCloseable attached = request.attach()) {
                pool.execute(LOOK);
            }
            requests.add(request);
        }
        hold.countDown();
        assertEquals(Set.copyOf(requests), Set.of(seen(), seen(), seen()));
        pool.execute(LOOK);
        assertNull(seen());
        requests.forEach(SpanRecord::end);
    }

    @Test
    void leavesTheTaskAsItIs() throws Exception {
        class Task implements Runnable {
            @Override
            public void run() {
                look();
            }
        }
        CountDownLatch hold = hold();
        Task task = new Task();
        AGENT.request(() -> pool.execute(task));
        assertInstanceOf(Task.class, pool.getQueue().peek());
        assertTrue(pool.remove(task));
        assertEquals(0, Carried.waiting());
        hold.countDown();
        pool.execute(task);
        assertNull(seen());
    }

    @Test
    void forgetsATaskThatIsRefused() throws Exception {
        pool.setRejectedExecutionHandler(new ThreadPoolExecutor.DiscardPolicy());
        pool.shutdown();
        AGENT.request(() -> pool.execute(LOOK));
        assertEquals(0, Carried.waiting());
    }

    @Test
    void aTaskRunByTheCallerStaysInTheCallersRequest() throws Exception {
        CountDownLatch hold = hold();
        ThreadPoolExecutor full =
                new ThreadPoolExecutor(1, 1, 1, TimeUnit.HOURS, new ArrayBlockingQueue<>(1), Doors::daemon);
        full.setRejectedExecutionHandler(new ThreadPoolExecutor.CallerRunsPolicy());
        full.execute(() -> await(hold));
        full.execute(() -> {});
        List<SpanRecord> there = new ArrayList<>();
        Request request = AGENT.request(() -> {
            full.execute(LOOK);
            there.add(seen());
        });
        assertSame(request, there.get(0));
        assertEquals(0, Carried.waiting());
        hold.countDown();
        full.shutdown();
    }

    @Test
    void holdsNothingOfATaskThatNeverRuns() throws Exception {
        CountDownLatch hold = hold();
        List<WeakReference<Object>> tasks = new ArrayList<>();
        AGENT.request(() -> {
            Future<?> cancelled = pool.submit((Callable<Object>) () -> "never");
            cancelled.cancel(true);
            tasks.add(new WeakReference<>(cancelled));
        });
        pool.purge();
        while (tasks.get(0).get() != null || Carried.waiting() > 0) {
            System.gc();
        }
        hold.countDown();
    }

    @Test
    void aMillionSubmissionsLeaveNothing() throws Exception {
        CountDownLatch done = new CountDownLatch(1_000_000);
        Request request = Request.start("GET", "/", name -> null);
        try (AutoCloseable attached = request.attach()) {
            for (int i = 0; i < 1_000_000; i++) {
                pool.execute(new Runnable() {
                    @Override
                    public void run() {
                        done.countDown();
                    }
                });
            }
        }
        request.end();
        assertTrue(done.await(60, TimeUnit.SECONDS));
        assertEquals(0, Carried.waiting());
    }

    @Test
    void aTaskThatSubmitsItselfLeavesARequestThatHasEnded() throws Exception {
        CountDownLatch ended = new CountDownLatch(1);
        Runnable again = () -> pool.execute(LOOK);
        Request request = AGENT.request(() -> pool.execute(() -> {
            await(ended);
            look();
            again.run();
        }));
        ended.countDown();
        assertSame(request, seen());
        assertNull(seen());
    }

    @Test
    void nothingIsNotedOutsideARequest() {
        CountDownLatch hold = hold();
        pool.execute(LOOK);
        assertEquals(0, Carried.waiting());
        hold.countDown();
    }

    /** Keeps the pool's thread busy. */
    private CountDownLatch hold() {
        CountDownLatch hold = new CountDownLatch(1);
        pool.execute(() -> await(hold));
        return hold;
    }

    private static void await(CountDownLatch latch) {
        try {
            assertFalse(Thread.interrupted());
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
