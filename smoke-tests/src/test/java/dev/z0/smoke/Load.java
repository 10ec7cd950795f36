package dev.z0.smoke;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Fifty clients at once, each with requests of its own choice that is the same in every run. */
final class Load {
    private static final int CLIENTS = 50;
    private static final Call PIPELINED = Call.get("/app/work?q=1", 200).queries(1);

    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(30))
            .build();
    private final URI base;
    private final RawClient raw;

    private final int pipeliners;

    Load(URI base) {
        this(base, 5);
    }

    private Load(URI base, int pipeliners) {
        this.base = base;
        this.raw = new RawClient(base);
        this.pipeliners = pipeliners;
    }

    /**
     * For servers that close a connection as soon as one of the requests that they have read ahead asks for it, or don't
     * close it at all then.
     */
    static Load withoutPipelines(URI base) {
        return new Load(base, Integer.MAX_VALUE);
    }

    /** Every client sends {@code each} requests of the mix, and every fifth may pipeline four more. */
    List<Answer> run(int each, List<Call> mix) throws InterruptedException {
        ExecutorService clients = Executors.newFixedThreadPool(CLIENTS);
        try {
            List<Callable<List<Answer>>> tasks = new ArrayList<>();
            for (int i = 0; i < CLIENTS; i++) {
                int client = i;
                tasks.add(() -> client(client, each, mix));
            }
            List<Answer> answers = Collections.synchronizedList(new ArrayList<>());
            for (Future<List<Answer>> done : clients.invokeAll(tasks)) {
                answers.addAll(done.get());
            }
            return answers;
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        } finally {
            clients.shutdownNow();
        }
    }

    private List<Answer> client(int client, int each, List<Call> mix) throws IOException, InterruptedException {
        List<Answer> answers = new ArrayList<>();
        for (int i = 0; i < each; i++) {
            int n = client * each + i;
            Call call = mix.get(n % mix.size());
            String id = (n / mix.size() + n) % 2 == 0 || call.aborted() ? "smoke-" + n : null;
            answers.add(call.aborted() ? raw.abort(call, id) : send(call, id));
        }
        if (client % pipeliners == pipeliners - 1) {
            List<String> ids = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                ids.add(i == 3 ? null : "pipe-" + client + "-" + i);
            }
            answers.addAll(raw.pipeline(Collections.nCopies(4, PIPELINED), ids));
        }
        return answers;
    }

    /** One request; the answer is read to its end. */
    Answer send(Call call, String id) throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(base.resolve(call.path()))
                .timeout(Duration.ofMinutes(5))
                .method(
                        call.method(),
                        call.method().equals("POST") ? BodyPublishers.ofString("a body") : BodyPublishers.noBody());
        if (id != null) {
            request.header("X-Request-Id", id);
        }
        HttpResponse<String> response = http.send(request.build(), BodyHandlers.ofString());
        return new Answer(
                call,
                id,
                response.statusCode(),
                response.headers().firstValue("X-Request-Id").orElse(null),
                response.body());
    }
}
