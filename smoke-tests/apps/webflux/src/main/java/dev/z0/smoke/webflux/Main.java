package dev.z0.smoke.webflux;

import java.time.Duration;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.reactive.function.client.WebClient;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/** A reactive service: what it does for a request, it does on many threads. */
@SpringBootApplication
@RestController
@RequestMapping("/app")
public class Main {
    private final JdbcTemplate jdbc;
    private final WebClient stub;

    Main(JdbcTemplate jdbc, WebClient.Builder clients) {
        this.jdbc = jdbc;
        this.stub = clients.baseUrl(System.getProperty("smoke.stub")).build();
    }

    public static void main(String[] arguments) {
        SpringApplication.run(Main.class, arguments);
    }

    @GetMapping("/ping")
    Mono<String> ping() {
        return Mono.just("pong");
    }

    @GetMapping("/items/{id}")
    Mono<String> item(@PathVariable("id") int id) {
        return Mono.just("item " + id);
    }

    @PostMapping("/echo")
    Mono<String> echo(@RequestBody String body) {
        return Mono.just(body);
    }

    /** First calls, one after the other, then queries of a scheduler's threads. */
    @GetMapping("/work")
    Mono<String> work(
            @RequestParam(name = "q", defaultValue = "0") int queries,
            @RequestParam(name = "e", defaultValue = "0") int calls) {
        return Flux.range(0, calls)
                .concatMap(i -> stub.get().uri("/ok").retrieve().bodyToMono(String.class))
                .thenMany(Flux.range(0, queries).concatMap(this::query))
                .then(Mono.just("done"));
    }

    private Mono<Integer> query(int number) {
        return Mono.fromCallable(() -> jdbc.queryForObject("SELECT CAST(? AS INT)", Integer.class, number))
                .subscribeOn(Schedulers.boundedElastic());
    }

    @GetMapping("/slow")
    Mono<String> slow(@RequestParam("ms") int millis) {
        return Mono.delay(Duration.ofMillis(millis)).flatMap(tick -> query(1)).thenReturn("slow");
    }

    @GetMapping(value = "/stream", produces = MediaType.TEXT_PLAIN_VALUE)
    Flux<String> stream(@RequestParam("kb") int kilobytes) {
        return Flux.range(0, kilobytes).map(i -> "x".repeat(1024));
    }

    @GetMapping("/error")
    Mono<String> error() {
        return query(1).then(Mono.error(new IllegalStateException("on purpose")));
    }

    @GetMapping("/refused")
    Mono<String> refused() {
        throw new IllegalArgumentException("on purpose");
    }

    @ExceptionHandler
    @ResponseStatus(HttpStatus.CONFLICT)
    Mono<String> refuse(IllegalArgumentException thrown) {
        return Mono.just("refused");
    }
}
