package dev.z0.instrumentation.pekko;

import dev.z0.agent.core.weaving.Instrumentation;
import dev.z0.instrumentation.concurrent.CompletableFutures;
import dev.z0.instrumentation.concurrent.ForkJoin;
import dev.z0.instrumentation.concurrent.ScalaFutures;
import dev.z0.instrumentation.concurrent.ThreadPools;

/** What the tests of this module weave. */
final class Woven {
    private Woven() {}

    static Instrumentation[] all() {
        return new Instrumentation[] {
            new PekkoHttp(),
            new PekkoRoutes(),
            new PekkoActors(),
            new ScalaFutures(),
            new ForkJoin(),
            new ThreadPools(),
            new CompletableFutures()
        };
    }
}
