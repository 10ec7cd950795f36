package dev.z0.instrumentation.concurrent;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;

import dev.z0.agent.core.record.Request;
import dev.z0.agent.core.record.SpanRecord;
import dev.z0.agent.core.support.Failures;
import dev.z0.testing.TestAgent;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import kotlin.Unit;
import kotlin.coroutines.Continuation;
import kotlin.coroutines.CoroutineContext;
import kotlin.coroutines.EmptyCoroutineContext;
import kotlin.coroutines.intrinsics.IntrinsicsKt;
import kotlin.coroutines.jvm.internal.SuspendLambda;
import kotlin.jvm.functions.Function2;
import kotlinx.coroutines.BuildersKt;
import kotlinx.coroutines.CoroutineScope;
import kotlinx.coroutines.CoroutineStart;
import kotlinx.coroutines.DelayKt;
import kotlinx.coroutines.Dispatchers;
import kotlinx.coroutines.GlobalScope;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Coroutines work for the request that launched them, before and after they wait. */
@Timeout(60)
class CoroutinesTest {
    private static final TestAgent AGENT = TestAgent.start(new Coroutines());

    private final BlockingQueue<Optional<SpanRecord>> seen = new LinkedBlockingQueue<>();

    @AfterEach
    void nothingFailed() {
        assertNull(Failures.counts().get("concurrent"));
    }

    /** What Kotlin's compiler makes of { look(); delay(1); look(); then.run() }. */
    private final class Waits extends SuspendLambda
            implements Function2<CoroutineScope, Continuation<? super Unit>, Object> {
        private final Runnable then;
        private boolean waited;

        Waits(Continuation<Object> completion, Runnable then) {
            super(2, completion);
            this.then = then;
        }

        @Override
        public Continuation<Unit> create(Object scope, Continuation<?> completion) {
            @SuppressWarnings("unchecked")
            Continuation<Object> any = (Continuation<Object>) completion;
            @SuppressWarnings("unchecked")
            Continuation<Unit> made = (Continuation<Unit>) (Continuation<?>) new Waits(any, then);
            return made;
        }

        @Override
        public Object invoke(CoroutineScope scope, Continuation<? super Unit> completion) {
            return ((Waits) (Continuation<?>) create(scope, completion)).invokeSuspend(Unit.INSTANCE);
        }

        @Override
        protected Object invokeSuspend(Object result) {
            look();
            if (!waited) {
                waited = true;
                @SuppressWarnings("unchecked")
                Continuation<Unit> self = (Continuation<Unit>) (Continuation<?>) this;
                Object now = DelayKt.delay(1, self);
                if (now == IntrinsicsKt.getCOROUTINE_SUSPENDED()) {
                    return now;
                }
                look();
            }
            then.run();
            return Unit.INSTANCE;
        }
    }

    private void look() {
        seen.add(Optional.ofNullable(SpanRecord.current()));
    }

    private SpanRecord next() throws InterruptedException {
        Optional<SpanRecord> next = seen.poll(20, TimeUnit.SECONDS);
        assertNotNull(next, "the coroutine never went on");
        return next.orElse(null);
    }

    private void launch(CoroutineContext context, CoroutineStart start, Runnable then) {
        BuildersKt.launch(GlobalScope.INSTANCE, context, start, new Waits(null, then));
    }

    @Test
    void aCoroutineWorksForItsRequestAlsoAfterItHasWaited() throws Exception {
        for (CoroutineContext context : List.of(
                Dispatchers.getDefault(),
                Dispatchers.getIO(),
                Dispatchers.getUnconfined(),
                EmptyCoroutineContext.INSTANCE)) {
            for (CoroutineStart start : List.of(CoroutineStart.DEFAULT, CoroutineStart.UNDISPATCHED)) {
                List<SpanRecord> there = new ArrayList<>();
                Request request = AGENT.request(() -> {
                    launch(context, start, () -> {});
                    there.add(next());
                    there.add(next());
                    there.add(SpanRecord.current());
                });
                assertEquals(List.of(request, request, request), there, () -> context + " " + start);
            }
        }
    }

    @Test
    void whatACoroutineLaunchesWorksForTheSame() throws Exception {
        List<SpanRecord> there = new ArrayList<>();
        Request request = AGENT.request(() -> {
            launch(
                    Dispatchers.getDefault(),
                    CoroutineStart.DEFAULT,
                    () -> launch(Dispatchers.getIO(), CoroutineStart.DEFAULT, () -> {}));
            for (int i = 0; i < 4; i++) {
                there.add(next());
            }
        });
        assertEquals(List.of(request, request, request, request), there);
    }

    @Test
    void aCoroutineOfNoRequestWorksForNone() throws Exception {
        launch(Dispatchers.getDefault(), CoroutineStart.DEFAULT, () -> {});
        assertNull(next());
        assertNull(next());
    }

    @Test
    void nothingGoesOnForARequestThatHasEnded() throws Exception {
        BlockingQueue<Boolean> ended = new LinkedBlockingQueue<>();
        List<SpanRecord> there = new ArrayList<>();
        Request request = AGENT.request(() -> {
            launch(Dispatchers.getDefault(), CoroutineStart.DEFAULT, () -> {
                take(ended);
                launch(Dispatchers.getDefault(), CoroutineStart.DEFAULT, () -> {});
            });
            there.add(next());
            there.add(next());
        });
        assertSame(request, there.get(0));
        ended.add(true);
        assertNull(next());
        assertNull(next());
    }

    private static void take(BlockingQueue<Boolean> queue) {
        try {
            assertNotNull(queue.poll(20, TimeUnit.SECONDS));
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
