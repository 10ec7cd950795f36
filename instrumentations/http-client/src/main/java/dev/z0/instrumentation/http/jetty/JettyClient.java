package dev.z0.instrumentation.http.jetty;

import dev.z0.agent.core.record.ClientCalls;
import dev.z0.agent.core.record.ExternalCall;
import dev.z0.agent.core.weaving.AllArguments;
import dev.z0.agent.core.weaving.Argument;
import dev.z0.agent.core.weaving.Entered;
import dev.z0.agent.core.weaving.Instrumentation;
import dev.z0.agent.core.weaving.OnEnter;
import dev.z0.agent.core.weaving.OnExit;
import dev.z0.agent.core.weaving.Returned;
import dev.z0.agent.core.weaving.This;
import dev.z0.agent.core.weaving.Weaving;
import java.io.InputStream;
import java.nio.ByteBuffer;
import org.eclipse.jetty.client.api.Request;
import org.eclipse.jetty.client.api.Response;

/**
 * Jetty's client 9.4 to 12.1, over any protocol, with what sits on it: a request with its redirects and what
 * authentication repeats is one call. It begins where the request's first exchange is made, which all ways of sending
 * come to on their caller's thread, and ends before the application's listeners are told that it has.
 */
public final class JettyClient implements Instrumentation {
    private static final String CLIENT = "org.eclipse.jetty.client.";

    /** Up to 11. */
    private static final String API = CLIENT + "api.";

    @Override
    public String family() {
        return "http-client";
    }

    @Override
    public void weave(Weaving weaving) {
        before12(weaving);
        // What the advice knows as the package "api" is from 12 on the one around it. So the names below are those that
        // become the right ones, where no type of 11 has them.
        weaving.alsoAs(API, CLIENT);
        from12(weaving);
    }

    private static void before12(Weaving weaving) {
        weaving.type(CLIENT + "HttpRequest").method("<init>", null).with("Make");
        weaving.type(CLIENT + "HttpExchange").method("<init>", null).with("Send");
        String told = "(Ljava/util/List;Lorg/eclipse/jetty/client/api/";
        String content = "Ljava/nio/ByteBuffer;Lorg/eclipse/jetty/util/Callback;";
        weaving.type(CLIENT + "ResponseNotifier")
                .method("notifyHeaders", told + "Response;)V")
                .with("TellSecond")
                .method("notifyContent", told + "Response;" + content + ")V")
                .with("TellContent")
                .method("notifyContent", "(Lorg/eclipse/jetty/client/api/Response;" + content + "Ljava/util/List;)V")
                .with("TellContent") // from 9.4.11 on, in the place of the one above
                .method(
                        "notifyContent",
                        "(Lorg/eclipse/jetty/client/api/Response;Ljava/util/function/ObjLongConsumer;" + content
                                + "Ljava/util/List;)V")
                .with("TellContent")
                .method("notifySuccess", told + "Response;)V")
                .with("TellSecond")
                .method("notifyFailure", told + "Response;Ljava/lang/Throwable;)V")
                .with("TellSecond")
                .method("notifyComplete", told + "Result;)V")
                .with("TellSecond");
        streams(weaving.type(CLIENT + "util.InputStreamResponseListener"));
    }

    private static void from12(Weaving weaving) {
        String transport = "Lorg/eclipse/jetty/client/transport/";
        String told = "(Lorg/eclipse/jetty/client/api/";
        weaving.type(API + "transport.HttpRequest").method("<init>", null).with("Make");
        weaving.type(API + "transport.HttpExchange")
                .method(
                        "<init>",
                        "(" + transport + "HttpDestination;" + transport + "HttpRequest;" + transport
                                + "ResponseListeners;)V")
                .with("Send");
        weaving.type(API + "transport.ResponseListeners")
                .method("notifyHeaders", told + "Response;)V")
                .with("TellFirst")
                .method("notifyContentSource", told + "Response;Lorg/eclipse/jetty/io/Content$Source;)V")
                .with("TellSource")
                .method("notifySuccess", told + "Response;)V")
                .with("TellFirst")
                .method("notifyFailure", told + "Response;Ljava/lang/Throwable;)V")
                .with("TellFirst")
                .method("notifyComplete", told + "Result;)V")
                .with("TellFirst");
        // Called for each piece anew, on whichever thread that comes.
        weaving.type(API + "Response$AsyncContentListener")
                .method("onContentSource", told + "Response;Lorg/eclipse/jetty/io/Content$Source;)V")
                .with("TellFirst");
        streams(weaving.type(API + "InputStreamResponseListener"));
    }

    private static void streams(Weaving.Target listener) {
        listener.method("onHeaders", "(Lorg/eclipse/jetty/client/api/Response;)V")
                .with("HandOut")
                .method("getInputStream", "()Ljava/io/InputStream;")
                .with("Stream");
    }

    /** Before the application can add a listener. */
    public static final class Make {
        @OnExit
        public static void exit(@This Object request) {
            JettyListener.listen((Request) request);
        }
    }

    /** Each time that a request is about to be queued. */
    public static final class Send {
        @OnExit
        public static void exit(@Argument(1) Object request) {
            JettyCall.sending((Request) request);
        }
    }

    /** Telling listeners of a response, or of a result, which comes first: the thread may work for anybody. */
    public static final class TellFirst {
        @OnEnter
        public static Object enter(@Argument(0) Object told) {
            return JettyCall.asCaller(told);
        }

        @OnExit
        public static void exit(@Entered Object stretch) {
            JettyCall.leave(stretch);
        }
    }

    /** The same, behind the listeners. */
    public static final class TellSecond {
        @OnEnter
        public static Object enter(@Argument(1) Object told) {
            return JettyCall.asCaller(told);
        }

        @OnExit
        public static void exit(@Entered Object stretch) {
            JettyCall.leave(stretch);
        }
    }

    /** The same, of a piece of a response's body. */
    public static final class TellContent {
        @OnEnter
        public static Object enter(@AllArguments Object[] arguments) {
            Response response = null;
            ByteBuffer piece = null;
            for (Object argument : arguments) {
                if (argument instanceof Response) {
                    response = (Response) argument;
                } else if (argument instanceof ByteBuffer) {
                    piece = (ByteBuffer) argument;
                }
            }
            JettyCall.received(response, piece);
            return JettyCall.asCaller(response);
        }

        @OnExit
        public static void exit(@Entered Object stretch) {
            JettyCall.leave(stretch);
        }
    }

    /** The same, of what a response's body is read from. */
    public static final class TellSource {
        @OnEnter
        public static Object enter(@Argument(0) Object response) {
            return JettyCall.asCaller(response);
        }

        @OnEnter(replaces = 1)
        public static Object source(@Argument(0) Response response, @Argument(1) Object source) {
            ExternalCall call = JettyCall.reading(response);
            return call == null ? source : JettySource.watched(source, call);
        }

        @OnExit
        public static void exit(@Entered Object stretch) {
            JettyCall.leave(stretch);
        }
    }

    /** The application is about to get a response whose body it may read, as a stream. */
    public static final class HandOut {
        @OnEnter
        public static void enter(@This Object listener, @Argument(0) Response response) {
            JettyCall.handingOut(listener, response);
        }
    }

    /** Asking for that stream. */
    public static final class Stream {
        @OnExit(replacesReturn = true)
        public static InputStream exit(@This Object listener, @Returned InputStream stream) {
            ExternalCall call = ClientCalls.of(listener);
            return call == null || stream == null ? stream : new JettyStream(stream, call);
        }
    }
}
