package dev.z0.smoke.shop;

import java.util.ArrayList;
import java.util.List;
import javax.persistence.CascadeType;
import javax.persistence.Column;
import javax.persistence.Entity;
import javax.persistence.GeneratedValue;
import javax.persistence.GenerationType;
import javax.persistence.Id;
import javax.persistence.JoinColumn;
import javax.persistence.OneToMany;

/** A ticket; its lines are loaded when they are asked for. */
@Entity
class Ticket {
    @Id
    @GeneratedValue(strategy = GenerationType.IDENTITY)
    private Long id;

    @Column(unique = true)
    private String title;

    @OneToMany(cascade = CascadeType.ALL)
    @JoinColumn(name = "ticket_id")
    private List<Line> lines = new ArrayList<>();

    protected Ticket() {}

    Ticket(String title) {
        this.title = title;
        lines.add(new Line("first"));
        lines.add(new Line("second"));
    }

    Long getId() {
        return id;
    }

    String getTitle() {
        return title;
    }

    List<Line> getLines() {
        return lines;
    }
}
