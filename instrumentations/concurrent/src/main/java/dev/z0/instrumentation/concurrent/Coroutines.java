package dev.z0.instrumentation.concurrent;

import dev.z0.agent.core.record.Carried;
import dev.z0.agent.core.record.SpanRecord;
import dev.z0.agent.core.weaving.Instrumentation;
import dev.z0.agent.core.weaving.OnExit;
import dev.z0.agent.core.weaving.Returned;
import dev.z0.agent.core.weaving.Weaving;
import kotlin.coroutines.CoroutineContext;

/**
 * Kotlin's coroutines: one works for what whoever launched it works for, on whichever thread it goes on after waiting, and
 * so does what it launches. The library itself keeps that with a coroutine, as it does for others that have to follow it.
 */
public final class Coroutines implements Instrumentation {
    @Override
    public String family() {
        return "concurrent";
    }

    /** Not where a coroutine changes its own context: a flow may only emit in the one that it is collected in. */
    @Override
    public void weave(Weaving weaving) {
        weaving.type("kotlinx.coroutines.CoroutineContextKt")
                .method(
                        "newCoroutineContext",
                        "(Lkotlinx/coroutines/CoroutineScope;Lkotlin/coroutines/CoroutineContext;)"
                                + "Lkotlin/coroutines/CoroutineContext;")
                .with("Launch");
    }

    /** A coroutine is launched. */
    public static final class Launch {
        /** Its context is made of its parent's, which may work for something else, and of what is added. */
        @OnExit(replacesReturn = true)
        public static CoroutineContext exit(@Returned CoroutineContext context) {
            SpanRecord span = Carried.current();
            return span == null || context == null ? context : SpanElement.in(context, span);
        }
    }
}
