package dev.z0.smoke.shop;

import javax.persistence.Entity;
import javax.persistence.GeneratedValue;
import javax.persistence.GenerationType;
import javax.persistence.Id;

/** One line of a ticket. */
@Entity
class Line {
    @Id
    @GeneratedValue(strategy = GenerationType.IDENTITY)
    private Long id;

    private String text;

    protected Line() {}

    Line(String text) {
        this.text = text;
    }

    String getText() {
        return text;
    }
}
