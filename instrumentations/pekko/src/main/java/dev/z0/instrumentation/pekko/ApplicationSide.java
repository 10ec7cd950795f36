package dev.z0.instrumentation.pekko;

import dev.z0.agent.core.record.Request;
import java.util.ArrayDeque;
import org.apache.pekko.http.impl.engine.parsing.ParserOutput;
import org.apache.pekko.stream.Attributes;
import org.apache.pekko.stream.stage.GraphStageLogic;

/** Between the application, with all that the server puts around it, and the server's controller. */
final class ApplicationSide extends Side {
    @Override
    public GraphStageLogic createLogic(Attributes attributes) {
        return new Logic(this);
    }

    private static final class Logic extends Passage {
        /** Requests that are not answered yet: as many as the server's pipelining limit lets in. */
        private final ArrayDeque<Request> waiting = new ArrayDeque<>(2);

        Logic(Side side) {
            super(side);
        }

        @Override
        void request(Object part) {
            Request request = part instanceof ParserOutput.RequestStart
                    ? Request.underway(((ParserOutput.RequestStart) part).uri())
                    : null;
            if (request != null) {
                waiting.add(request);
            }
        }

        @Override
        Object response(Object response) {
            waiting.poll();
            return response;
        }

        /** The server answers the oldest request by itself, and closes the connection. */
        @Override
        void failed(Throwable thrown) {
            Request request = waiting.poll();
            if (request != null) {
                request.enterServlet();
                request.leaveServlet(thrown);
            }
        }

        @Override
        void written() {}

        @Override
        void stopped() {}
    }
}
