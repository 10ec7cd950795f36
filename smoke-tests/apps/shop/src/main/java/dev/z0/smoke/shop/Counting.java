package dev.z0.smoke.shop;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.springframework.scheduling.annotation.Async;
import org.springframework.stereotype.Component;

/** Work for a request on other threads, one statement each. */
@Component
public class Counting {
    private final Tickets tickets;

    Counting(Tickets tickets) {
        this.tickets = tickets;
    }

    /** On Spring's own threads. */
    @Async
    public CompletableFuture<Long> byAnnotation() {
        return CompletableFuture.completedFuture(tickets.count());
    }

    /** On the common pool, the second statement after the first. */
    CompletableFuture<Long> byFuture() {
        return CompletableFuture.supplyAsync(tickets::count).thenApplyAsync(count -> count + tickets.count());
    }

    /** On a thread each: a virtual one, where the JDK has them. */
    List<Future<Long>> byThread(int times) {
        ExecutorService threads = threads();
        List<Future<Long>> counts = new ArrayList<>();
        for (int i = 0; i < times; i++) {
            counts.add(threads.submit((Callable<Long>) tickets::count));
        }
        threads.shutdown();
        return counts;
    }

    private static ExecutorService threads() {
        try {
            return (ExecutorService)
                    Executors.class.getMethod("newVirtualThreadPerTaskExecutor").invoke(null);
        } catch (ReflectiveOperationException beforeJava21) {
            return Executors.newCachedThreadPool();
        }
    }
}
