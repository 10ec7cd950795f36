package dev.z0.instrumentation.pekko;

import dev.z0.agent.core.record.Attachment;
import dev.z0.agent.core.record.Request;
import dev.z0.agent.core.support.ClientAddress;
import dev.z0.agent.core.weaving.Argument;
import dev.z0.agent.core.weaving.Entered;
import dev.z0.agent.core.weaving.Instrumentation;
import dev.z0.agent.core.weaving.OnEnter;
import dev.z0.agent.core.weaving.OnExit;
import dev.z0.agent.core.weaving.Returned;
import dev.z0.agent.core.weaving.Weaving;
import org.apache.pekko.http.scaladsl.model.HttpRequest;
import org.apache.pekko.stream.Attributes;
import org.apache.pekko.stream.impl.fusing.GraphInterpreter;
import org.apache.pekko.stream.scaladsl.BidiFlow;
import org.apache.pekko.stream.scaladsl.Tcp;

/**
 * HTTP/1 of Pekko HTTP's server, and of Akka HTTP's from 10.1 on. Two stages are put around the server's own controller: the
 * one towards the network sees what was read and what will be written, also where the server answers by itself; the one
 * towards the application sees by what exception the application failed. Whatever stage gets a request to handle it does
 * so for that.
 */
public final class PekkoHttp implements Instrumentation {
    static final String FAMILY = "pekko";

    @Override
    public String family() {
        return FAMILY;
    }

    @Override
    public void weave(Weaving weaving) {
        weaving.alsoAs("org.apache.pekko.", "akka.");
        weaving.type("org.apache.pekko.http.impl.engine.server.HttpServerBluePrint$")
                .method("controller", null)
                .with("Control");
        weaving.type("org.apache.pekko.http.scaladsl.Http$")
                .method("prepareAttributes", null)
                .with("Connect");
        weaving.type("org.apache.pekko.stream.impl.fusing.GraphInterpreter")
                .method("processPush", null)
                .with("Push");
    }

    /** The part of a server is made that brings requests and responses together. */
    public static final class Control {
        /** Between two of z0's. */
        @OnExit(replacesReturn = true)
        @SuppressWarnings("unchecked") // what passes
        public static Object exit(@Returned Object controller) {
            return BidiFlow.fromGraph(new ApplicationSide())
                    .atop((BidiFlow<Object, Object, Object, Object, Object>) controller)
                    .atop(new NetworkSide());
        }
    }

    /** A connection has been accepted. */
    public static final class Connect {
        /** Its stages get to know from where, in a way that the application doesn't see. */
        @OnExit(replacesReturn = true)
        public static Object exit(@Argument(1) Object incoming, @Returned Object attributes) {
            String client = ClientAddress.of(((Tcp.IncomingConnection) incoming).remoteAddress());
            return client == null ? attributes : ((Attributes) attributes).and(new Client(client));
        }
    }

    /** A stage is given an element. */
    public static final class Push {
        /** Asked for by its name, because streams are also used where HTTP is not there. */
        private static final String REQUEST = ".http.scaladsl.model.HttpRequest";

        /** A request; the server's own stages are not worth it. */
        @OnEnter
        public static Object enter(@Argument(0) Object connection) {
            Object element = ((GraphInterpreter.Connection) connection).slot();
            if (element == null || !element.getClass().getName().endsWith(REQUEST)) {
                return null;
            }
            Object stage = ((GraphInterpreter.Connection) connection).inHandler();
            if (stage.getClass().getName().contains(".http.impl.")) {
                return null;
            }
            Request request = Request.underway(((HttpRequest) element).uri());
            return request == null || request.ended() ? null : request.attach();
        }

        /** It has taken it; the request goes on elsewhere. */
        @OnExit
        public static void exit(@Entered Object attached) {
            if (attached != null) {
                ((Attachment) attached).close();
            }
        }
    }
}
