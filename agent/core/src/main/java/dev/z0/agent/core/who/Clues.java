package dev.z0.agent.core.who;

/** Where a unit of work may say whom it is for. Null answers: it isn't there, or can't be known yet. */
public abstract class Clues {
    /** No clues at all: only what is constant is found. */
    static final Clues NONE = new Clues() {};

    /** The request header's value. */
    public String header(String name) {
        return null;
    }

    /** The host that was asked, with or without a port. */
    public String host() {
        return header("Host");
    }

    /** The path as it was sent. */
    public String path() {
        return null;
    }

    /** The query string as it was sent, without its question mark. */
    public String query() {
        return null;
    }

    /** The name of whoever has logged in. */
    public String principal() {
        return null;
    }

    /** The id of the session that there is. None may be made by asking. */
    public String session() {
        return null;
    }

    /** What the session that there is holds under this name. None may be made by asking. */
    public Object session(String attribute) {
        return null;
    }
}
