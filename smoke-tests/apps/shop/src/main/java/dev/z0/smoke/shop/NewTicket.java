package dev.z0.smoke.shop;

import javax.validation.constraints.NotBlank;

/** What a caller sends for a ticket. */
public class NewTicket {
    @NotBlank
    private String title;

    public String getTitle() {
        return title;
    }

    public void setTitle(String title) {
        this.title = title;
    }
}
