package dev.z0.agent.core.who;

import dev.z0.agent.core.config.Setting;
import dev.z0.agent.core.config.Settings;
import java.util.List;

/** Where to look for each part of an {@link Identity}, in order. Immutable. */
public final class Places {
    private static final Setting[] PARTS = {
        Setting.Z0_TENANT, Setting.Z0_USER, Setting.Z0_USER_LABEL, Setting.Z0_SESSION
    };

    /** Nowhere. */
    public static final Places NONE = new Places();

    private final Place[][] places = new Place[PARTS.length][];
    private boolean context;
    private boolean constant;
    private boolean head;

    private Places() {
        for (int part = 0; part < places.length; part++) {
            places[part] = new Place[0];
        }
    }

    /** The places that the settings name. */
    public static Places of(Settings settings) {
        Places named = new Places();
        for (int part = 0; part < PARTS.length; part++) {
            List<String> texts = settings.list(PARTS[part]);
            named.places[part] = new Place[texts.size()];
            for (int i = 0; i < texts.size(); i++) {
                Place place = Place.named(texts.get(i));
                named.places[part][i] = place;
                named.context |= place.isContext();
                named.constant |= place.isConstant();
                named.head |= place.isHead();
            }
        }
        return named;
    }

    /** Whether any of them is the thread's logging context. */
    public boolean inContext() {
        return context;
    }

    /** Whether any of them says something without being asked. */
    boolean areConstant() {
        return constant;
    }

    /** Whether any of them is in a request's head. */
    boolean areInHead() {
        return head;
    }

    Place[] of(int part) {
        return places[part];
    }
}
