package dev.z0.instrumentation.http.url;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.z0.agent.core.record.ExternalCall;
import dev.z0.agent.core.record.Request;
import dev.z0.agent.core.weaving.Instrumentation;
import dev.z0.testing.HttpClientSuite;
import dev.z0.testing.LoopbackServer.Received;
import dev.z0.testing.TestCertificates;
import java.io.ByteArrayOutputStream;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.net.HttpRetryException;
import java.net.HttpURLConnection;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.HttpsURLConnection;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.aggregator.ArgumentsAccessor;
import org.junit.jupiter.params.provider.CsvSource;

class UrlConnectionsTest extends HttpClientSuite {
    @Override
    protected Instrumentation[] instrumentations() {
        return new Instrumentation[] {new UrlConnections()};
    }

    @Override
    protected Answer send(Call call) throws IOException {
        return exchange(connection(call, true), call);
    }

    @Override
    protected Answer sendDistrusting(Call call) throws IOException {
        return exchange(connection(call, false), call);
    }

    @Override
    protected InputStream open(Call call) throws IOException {
        return connection(call, true).getInputStream();
    }

    private static HttpURLConnection connection(Call call, boolean trusting) throws IOException {
        HttpURLConnection connection = (HttpURLConnection) call.uri().toURL().openConnection();
        if (trusting && connection instanceof HttpsURLConnection https) {
            https.setSSLSocketFactory(TestCertificates.trusting().getSocketFactory());
        }
        connection.setRequestMethod(call.method());
        connection.setReadTimeout((int) call.timeout().toMillis());
        call.headers().forEach(connection::addRequestProperty);
        return connection;
    }

    private static Answer exchange(HttpURLConnection connection, Call call) throws IOException {
        if (call.body() != null) {
            connection.setDoOutput(true);
            try (OutputStream out = connection.getOutputStream()) {
                out.write(call.body());
            }
        }
        int status = connection.getResponseCode();
        return new Answer(status, readAll(status >= 400 ? connection.getErrorStream() : connection.getInputStream()));
    }

    private HttpURLConnection to(String path) throws IOException {
        return connection(get(server.uri(path)), true);
    }

    @Test
    void aConnectionIsOneCallHoweverItIsUsed() throws Exception {
        Request request = agent.request(() -> {
            HttpURLConnection connection = to("/bytes/100");
            connection.connect();
            assertEquals("100", connection.getHeaderField("Content-Length"));
            assertEquals(200, connection.getResponseCode());
            assertEquals('a', connection.getInputStream().read());
            assertEquals('b', connection.getInputStream().read());
            connection.disconnect();
            connection.disconnect();
        });
        assertEquals(1, request.tally().calls());
        assertEquals(0, onlyCall().retries());
    }

    @Test
    void anErrorIsThrownAsEver() throws Exception {
        Request request = agent.request(() -> {
            HttpURLConnection connection = to("/status/404/10");
            assertThrows(FileNotFoundException.class, connection::getInputStream);
            assertThrows(FileNotFoundException.class, connection::getInputStream);
            assertEquals(404, connection.getResponseCode());
            connection = to("/status/500/10");
            assertEquals(500, connection.getResponseCode());
            assertThrows(IOException.class, connection::getInputStream);
        });
        assertEquals(2, request.tally().calls());
        assertEquals(404, calls().get(0).status());
        assertEquals(500, calls().get(1).status());
    }

    @Test
    void aFailureIsThrownAgainAndCountedOnce() throws Exception {
        Request request = agent.request(() -> {
            HttpURLConnection connection = to("/hang");
            connection.setReadTimeout(100);
            assertThrows(IOException.class, connection::getInputStream);
            assertThrows(IOException.class, connection::getResponseCode);
            connection.disconnect();
        });
        assertEquals(1, request.tally().calls());
    }

    @Test
    void aRedirectedPostCarriesItsHeadersToTheEnd() throws Exception {
        Request request = agent.request(() -> assertEquals(
                200, send(post(server.uri("/redirect/2"), new byte[10])).status()));
        assertEquals(1, request.tally().calls());
        ExternalCall call = onlyCall();
        assertEquals(2, call.retries());
        assertEquals(3, server.received().size());
        for (Received received : server.received()) {
            assertEquals(request.trace().traceparent(call.spanId()), received.header("traceparent"));
            assertEquals(request.requestId(), received.header("x-request-id"));
        }
    }

    @Test
    void onlyAskingForTheStatusIsACall() throws Exception {
        Request request =
                agent.request(() -> assertEquals(200, to("/bytes/100000").getResponseCode()));
        assertEquals(1, request.tally().calls());
        agent.clear();
        assertEquals(200, to("/ok").getResponseCode());
        assertEquals(200, onlyCall().status());
    }

    @Test
    void aBodyMakesItAPostAndAStreamedOneIsSentOnce() throws Exception {
        Request request = agent.request(() -> {
            HttpURLConnection connection = to("/echo");
            connection.setDoOutput(true);
            connection.setChunkedStreamingMode(1000);
            connection.connect();
            OutputStream out = connection.getOutputStream();
            assertSame(out, connection.getOutputStream());
            out.write(new byte[5000]);
            out.close();
            assertEquals(5000, connection.getInputStream().readAllBytes().length);
        });
        assertEquals(1, request.tally().calls());
        ExternalCall call = onlyCall();
        assertEquals("POST", call.method());
        assertEquals(0, call.retries());
        assertEquals(request.requestId(), server.received().get(0).header("x-request-id"));
    }

    @Test
    void aStreamedBodyThatCannotBeSentAgainIsAFailedCall() throws Exception {
        Request request = agent.request(() -> {
            HttpURLConnection connection = to("/redirect/1");
            connection.setDoOutput(true);
            connection.setFixedLengthStreamingMode(2);
            connection.getOutputStream().write(bytes("{}"));
            assertThrows(HttpRetryException.class, connection::getInputStream);
        });
        assertEquals(1, request.tally().calls());
        assertEquals(302, onlyCall().status());
        assertEquals(HttpRetryException.class.getName(), onlyCall().errorType());
    }

    @Test
    void expectingToContinueIsNoRetry() throws Exception {
        Request request = agent.request(() -> {
            HttpURLConnection connection = to("/echo");
            connection.setDoOutput(true);
            connection.setRequestProperty("Expect", "100-Continue");
            connection.setFixedLengthStreamingMode(2);
            connection.getOutputStream().write(bytes("{}"));
            assertEquals(200, connection.getResponseCode());
        });
        assertEquals(1, request.tally().calls());
        assertEquals(0, onlyCall().retries());
    }

    @Test
    void aConnectionWhoseCallIsOverStartsNoOther() throws Exception {
        List<HttpURLConnection> used = new ArrayList<>();
        Request request = agent.request(() -> {
            HttpURLConnection read = to("/bytes/10");
            assertEquals(10, read.getInputStream().readAllBytes().length);
            HttpURLConnection failed = to("/hang");
            failed.setReadTimeout(50);
            assertThrows(IOException.class, failed::getInputStream);
            HttpURLConnection secured = connection(get(secure.uri("/ok")), true);
            assertEquals(5, secured.getInputStream().readAllBytes().length);
            used.addAll(List.of(read, failed, secured));
        });
        assertEquals(3, request.tally().calls());
        Request later = agent.request(() -> {
            for (HttpURLConnection connection : used) {
                connection.getHeaderFields();
                connection.getHeaderField("Content-Length");
                connection.getErrorStream();
                connection.disconnect();
            }
        });
        assertEquals(0, later.tally().calls());
    }

    @Test
    void aConnectionOpenedAndNotUsedIsNoCall() throws Exception {
        Request request = agent.request(() -> {
            HttpURLConnection connection = to("/ok");
            connection.connect();
            connection.disconnect();
        });
        assertEquals(0, request.tally().calls());
    }

    /** Names and values in turn, the request's line first; those of the last rows are left to the JDK. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "-",
            value = {
                "GET /a?b=c HTTP/1.1|-",
                "GET / HTTP/1.1|-|Host|localhost:80|Accept|*/*|X-Empty|''|Accept|text/plain",
                "POST /long HTTP/1.1|-|Cookie|a=b; c=d|Authorization|Basic eDp5|traceparent|00-1-2-01",
                "GET / HTTP/1.1|-|X-Name|Z\u00fcrich",
                "GET / HTTP/1.1|-|X-Name|-|Host|localhost",
                "GET / HTTP/1.1|-|-|nobody|Host|localhost",
                "Host|localhost|Accept|*/*",
                "GET /|-|Host|localhost",
                "-|-|Host|localhost",
            })
    void aHeadIsWrittenAsTheJdkWritesIt(ArgumentsAccessor head) throws Throwable {
        Class<?> type = Class.forName("sun.net.www.MessageHeader");
        Object headers = type.getConstructor().newInstance();
        for (int i = 0; i < head.size(); i += 2) {
            type.getMethod("add", String.class, String.class).invoke(headers, head.getString(i), head.getString(i + 1));
        }
        ByteArrayOutputStream theirs = new ByteArrayOutputStream();
        ByteArrayOutputStream ours = new ByteArrayOutputStream();
        type.getMethod("print", PrintStream.class).invoke(headers, new PrintStream(theirs, false, UTF_8));
        UrlConnections.Head.print(headers, new PrintStream(ours, false, UTF_8));
        assertEquals(theirs.toString(UTF_8), ours.toString(UTF_8));
    }
}
