package dev.z0.instrumentation.pekko;

import dev.z0.agent.core.record.Request;
import org.apache.pekko.http.impl.engine.parsing.ParserOutput;
import org.apache.pekko.http.scaladsl.model.HttpHeader;
import scala.Option;
import scala.collection.Iterator;

/** What the parser made of a request's head. */
final class RequestHead implements Request.Headers {
    private final ParserOutput.RequestStart start;

    RequestHead(ParserOutput.RequestStart start) {
        this.start = start;
    }

    /** The path as it was sent, but for needless escapes. */
    String path() {
        String path = start.uri().path().toString();
        return path.isEmpty() ? "/" : path;
    }

    @Override
    public String header(String name) {
        Iterator<HttpHeader> headers = start.headers().iterator();
        while (headers.hasNext()) {
            HttpHeader header = headers.next();
            if (name.equalsIgnoreCase(header.lowercaseName())) {
                return header.value();
            }
        }
        return null;
    }

    @Override
    public String query() {
        Option<String> query = start.uri().rawQueryString();
        return query.isEmpty() ? null : query.get();
    }
}
