package dev.z0.agent.core.who;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/**
 * Whom one unit of work is for, as far as it is known yet. The places of each part are looked at again and again while
 * the work goes on, since some can tell only later; what an earlier place says wins, whenever it says it. Thread-safe.
 */
public final class Identity {
    private static final int TENANT = 0;
    private static final int USER = 1;
    private static final int USER_LABEL = 2;
    private static final int SESSION = 3;
    private static final int PARTS = 4;

    private static final int LONGEST = 128;
    private static final int LONGEST_SESSION = 4_096;
    private static final int HASH_LENGTH = 16;

    /** The rank of what was said outright rather than found: no place is better. */
    private static final int SAID = -1;

    private final Places places;

    /** What is known, and which place each is from: null as long as nothing is, as for most. */
    private String[] values;

    private int[] ranks;

    /** Nobody but those who are constant. */
    public Identity(Places places) {
        this.places = places;
        if (places.areConstant()) {
            look(Clues.NONE);
        }
    }

    /** Looks at every place that would be better than what is known. Never throws, whatever the clues do. */
    public void look(Clues clues) {
        for (int part = 0; part < PARTS; part++) {
            Place[] of = places.of(part);
            for (int i = 0; i < of.length && i < rank(part); i++) {
                keep(part, i, find(of[i], clues)); // no lock is held while the application is asked
            }
        }
    }

    /** Looks, with what a request's head tells, before anything else of it is known. */
    public void lookAtHead(Clues clues) {
        if (places.areInHead()) {
            look(clues);
        }
    }

    /** The number of places where nothing is known. */
    private synchronized int rank(int part) {
        return ranks == null ? places.of(part).length : ranks[part];
    }

    private static String find(Place place, Clues clues) {
        try {
            return place.find(clues);
        } catch (RuntimeException e) {
            return null; // an invalid session, a principal that can't be told now: the application's own affair
        }
    }

    /** The application has put something into its thread's logging context. The last such value wins. */
    public void context(String key, String value) {
        for (int part = 0; part < PARTS; part++) {
            Place[] of = places.of(part);
            for (int i = 0; i < of.length; i++) {
                if (of[i].isContext(key)) {
                    keep(part, i, value);
                }
            }
        }
    }

    private void keep(int part, int rank, String found) {
        String value = clean(found, part == SESSION ? LONGEST_SESSION : LONGEST);
        if (value == null) {
            return;
        }
        synchronized (this) {
            if (rank <= rank(part)) {
                set(part, rank, value);
            }
        }
    }

    private synchronized void say(int part, String value) {
        set(part, SAID, value);
    }

    private void set(int part, int rank, String value) {
        if (ranks == null) {
            int[] unknown = new int[PARTS];
            for (int i = 0; i < PARTS; i++) {
                unknown[i] = rank(i);
            }
            values = new String[PARTS];
            ranks = unknown;
        }
        values[part] = value;
        ranks[part] = rank;
    }

    private synchronized String value(int part) {
        return values == null ? null : values[part];
    }

    /** The tenant, or null. */
    public String tenant() {
        return value(TENANT);
    }

    /** Says who the tenant is. */
    public void tenant(String id) {
        say(TENANT, id);
    }

    /** The user, or null. */
    public String user() {
        return value(USER);
    }

    /** Says who the user is. */
    public void user(String id) {
        say(USER, id);
    }

    /** The user's name for people, or null. */
    public String userLabel() {
        return value(USER_LABEL);
    }

    /** Says what the user is called. */
    public void userLabel(String label) {
        say(USER_LABEL, label);
    }

    /** A hash of the session's id, or null. For z0's thread, which has the time. */
    public synchronized String session() {
        String found = value(SESSION);
        if (found != null && rank(SESSION) != SAID) {
            say(SESSION, hash(found));
        }
        return value(SESSION);
    }

    /** Says what the hash of the session's id is. */
    public void session(String hashed) {
        say(SESSION, hashed);
    }

    /** SHA-256, its first sixteen hexadecimal digits. */
    private static String hash(String id) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(id.getBytes(StandardCharsets.UTF_8));
            char[] hex = new char[HASH_LENGTH];
            for (int i = 0; i < HASH_LENGTH; i++) {
                hex[i] = Character.forDigit(digest[i / 2] >> (i % 2 == 0 ? 4 : 0) & 15, 16);
            }
            return new String(hex);
        } catch (NoSuchAlgorithmException e) {
            return null; // every Java platform has it
        }
    }

    /** Cut, without control characters, halves of surrogate pairs and blanks around it; null where nothing is left. */
    private static String clean(String text, int longest) {
        if (text == null) {
            return null;
        }
        int length = Math.min(text.length(), longest);
        StringBuilder kept = null;
        for (int i = 0; i < length; i++) {
            char c = text.charAt(i);
            boolean pair =
                    Character.isHighSurrogate(c) && i + 1 < length && Character.isLowSurrogate(text.charAt(i + 1));
            boolean fine =
                    pair || !Character.isISOControl(c) && !Character.isSurrogate(c) && c != '\u2028' && c != '\u2029';
            if (!fine && kept == null) {
                kept = new StringBuilder(length).append(text, 0, i);
            }
            if (fine && kept != null) {
                kept.append(c);
                if (pair) {
                    kept.append(text.charAt(i + 1));
                }
            }
            i += pair ? 1 : 0;
        }
        String cleaned = (kept == null ? text.substring(0, length) : kept.toString()).trim();
        return cleaned.isEmpty() ? null : cleaned;
    }
}
