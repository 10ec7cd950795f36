package dev.z0.instrumentation.pekko;

import dev.z0.agent.core.Z0;
import dev.z0.agent.core.record.Connection;
import dev.z0.agent.core.record.Request;
import java.util.OptionalLong;
import org.apache.pekko.http.impl.engine.parsing.ParserOutput;
import org.apache.pekko.http.impl.engine.rendering.ResponseRenderingContext;
import org.apache.pekko.http.javadsl.model.headers.RawHeader;
import org.apache.pekko.http.scaladsl.model.HttpEntity;
import org.apache.pekko.http.scaladsl.model.HttpResponse;
import org.apache.pekko.stream.Attributes;
import org.apache.pekko.stream.stage.GraphStageLogic;

/** Between the server's controller and what reads and writes bytes. */
final class NetworkSide extends Side {
    private static final String REQUEST_ID = "X-Request-Id";

    @Override
    public GraphStageLogic createLogic(Attributes attributes) {
        return new Logic(this, Client.of(attributes));
    }

    private static final class Logic extends Passage {
        private final Connection connection;
        private boolean answering;

        Logic(Side side, String client) {
            super(side);
            connection = Connection.open(this, client);
        }

        @Override
        void request(Object part) {
            if (part instanceof ParserOutput.RequestStart) {
                begin((ParserOutput.RequestStart) part);
            } else if (part instanceof ParserOutput.EntityPart) {
                connection.received(((ParserOutput.EntityPart) part).data().length());
            } else if (part instanceof ParserOutput.EntityChunk) {
                connection.received(
                        ((ParserOutput.EntityChunk) part).chunk().data().length());
            } else if (part instanceof ParserOutput.MessageStartError) {
                connection.begin(part, Request.refused(null, null));
            }
        }

        /** All later stages have this very URI in their request, whatever headers they add. */
        private void begin(ParserOutput.RequestStart start) {
            RequestHead head = new RequestHead(start);
            Request request = Request.start(start.method().value(), head.path(), head);
            request.carriedWhileOpen(start.uri());
            connection.begin(start, request);
            if (start.createEntity() instanceof ParserOutput.StrictEntityCreator) {
                Object entity = ((ParserOutput.StrictEntityCreator<?, ?>) start.createEntity()).entity();
                connection.received((int) length((HttpEntity) entity));
            }
        }

        @Override
        Object response(Object rendering) {
            ResponseRenderingContext context = (ResponseRenderingContext) rendering;
            HttpResponse response = context.response();
            answering = true;
            Request request = connection.answer(response.status().intValue());
            if (request == null) {
                return rendering;
            }
            connection.sent(length(response.entity()));
            if (!Z0.answersWithRequestId() || response.getHeader(REQUEST_ID).isPresent()) {
                return rendering;
            }
            return context.copy(
                    (HttpResponse) response.addHeader(RawHeader.create(REQUEST_ID, request.requestId())),
                    context.requestMethod(),
                    context.requestProtocol(),
                    context.closeRequested());
        }

        private static long length(HttpEntity entity) {
            OptionalLong length = entity.getContentLengthOption();
            return length.isPresent() ? length.getAsLong() : 0;
        }

        /** What the application answers after its flow has failed is the controller's; see {@link ApplicationSide}. */
        @Override
        void failed(Throwable thrown) {}

        @Override
        void written() {
            if (answering) {
                answering = false;
                connection.answered();
            }
        }

        @Override
        void stopped() {
            Connection.closed(this);
        }
    }
}
