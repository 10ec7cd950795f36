package dev.z0.smoke.shop;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import javax.validation.Valid;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.client.RestTemplate;

/** The service's HTTP face. */
@RestController
@RequestMapping("/api/tickets")
class TicketController {
    private final Tickets tickets;
    private final Counting counting;
    private final RestTemplate rest = new RestTemplate();
    private final String stub;

    TicketController(Tickets tickets, Counting counting, @Value("${smoke.stub:}") String stub) {
        this.tickets = tickets;
        this.counting = counting;
        this.stub = stub;
    }

    /** Lists every ticket, and (as such lists do) loads the lines of each with a statement of its own. */
    @GetMapping
    List<String> list() {
        return tickets.findAll().stream()
                .map(ticket -> ticket.getTitle() + ":" + ticket.getLines().size())
                .collect(Collectors.toList());
    }

    @GetMapping("/{id}")
    Map<String, Object> one(@PathVariable("id") long id) {
        Ticket ticket = tickets.findById(id).orElseThrow(() -> new TicketNotFoundException(id));
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("id", ticket.getId());
        answer.put("title", ticket.getTitle());
        return answer;
    }

    @PostMapping
    @ResponseStatus(HttpStatus.CREATED)
    long create(@Valid @RequestBody NewTicket ticket) {
        return tickets.save(new Ticket(ticket.getTitle())).getId();
    }

    /** Asks another service. */
    @GetMapping("/{id}/price")
    String price(@PathVariable("id") long id) {
        return rest.getForObject(stub + "/ok", String.class);
    }

    /** Counts the tickets on other threads, and waits for all. */
    @GetMapping("/counts")
    int counts(
            @RequestParam("annotation") int annotation,
            @RequestParam("future") int future,
            @RequestParam("thread") int thread)
            throws Exception {
        List<Future<Long>> counts = new ArrayList<>(counting.byThread(thread));
        for (int i = 0; i < annotation; i++) {
            counts.add(counting.byAnnotation());
        }
        for (int i = 0; i < future; i++) {
            counts.add(counting.byFuture());
        }
        for (Future<Long> count : counts) {
            count.get();
        }
        return counts.size();
    }

    @GetMapping("/{id}/broken")
    String broken(@PathVariable("id") long id) {
        throw new IllegalStateException("nobody handles this");
    }
}
