package dev.z0.instrumentation.http.aws;

import dev.z0.agent.core.weaving.Argument;
import dev.z0.agent.core.weaving.Entered;
import dev.z0.agent.core.weaving.Instrumentation;
import dev.z0.agent.core.weaving.OnEnter;
import dev.z0.agent.core.weaving.OnExit;
import dev.z0.agent.core.weaving.Returned;
import dev.z0.agent.core.weaving.Thrown;
import dev.z0.agent.core.weaving.Weaving;
import java.util.concurrent.CompletableFuture;
import software.amazon.awssdk.http.async.AsyncExecuteRequest;

/** The clients that the AWS SDK 2 has for what does not block, on Netty or on the AWS Common Runtime: each attempt is a call. */
public final class AwsAsyncClients implements Instrumentation {
    @Override
    public String family() {
        return "http-client";
    }

    @Override
    public void weave(Weaving weaving) {
        weaving.subtypesOf("software.amazon.awssdk.http.async.SdkAsyncHttpClient")
                .method(
                        "execute",
                        "(Lsoftware/amazon/awssdk/http/async/AsyncExecuteRequest;)Ljava/util/concurrent/CompletableFuture;")
                .with("Execute");
    }

    /** Sending a request: it gets headers, whoever handles its response is watched, and so is the future. */
    public static final class Execute {
        @OnEnter
        public static Object enter(@Argument(0) AsyncExecuteRequest request) {
            return AwsCall.start(request);
        }

        @OnEnter(replaces = 0)
        public static AsyncExecuteRequest request(@Entered Object call, @Argument(0) AsyncExecuteRequest request) {
            return call == null ? request : ((AwsCall) call).watched(request);
        }

        @OnExit(replacesReturn = true)
        public static CompletableFuture<?> exit(
                @Entered Object call, @Returned CompletableFuture<Void> future, @Thrown Throwable thrown) {
            return call == null ? future : ((AwsCall) call).follow(future, thrown);
        }
    }
}
