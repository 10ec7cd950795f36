package com.acme;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Hierarchies, overloads and values that make trouble. */
public final class Shapes {
    private Shapes() {}

    /** What tools have in common. */
    public interface Tool {
        /** Does it. */
        int invoke(int times);
    }

    /** A step between, which never mentions what it is for. */
    public abstract static class Base implements Tool {}

    /** A tool. */
    public static class Hammer extends Base {
        @Override
        public int invoke(int times) {
            return times;
        }

        /** Not a tool's method. */
        public int invoke(String word) {
            return word.length();
        }
    }

    /** A tool that is another one, too. */
    public static final class Sledgehammer extends Hammer {
        @Override
        public int invoke(int times) {
            return super.invoke(times) * 10;
        }
    }

    /** Overloads. */
    public static class Overloads {
        /** One. */
        public int of(int i) {
            return 1;
        }

        /** Two. */
        public int of(String s, long[] l) {
            return 2;
        }

        /** Three. */
        public int of(Map.Entry<String, String> e) {
            return 3;
        }
    }

    /** Makes trouble whatever is asked of it. */
    public static class Trouble {
        /** Public on purpose. */
        public final String field = "visible";

        /** Itself. */
        public Trouble self() {
            return this;
        }

        /** Fails. */
        public String getBroken() {
            throw new IllegalStateException("getter");
        }

        /** Never ends by itself. */
        public int getDeep() {
            return getDeep() + 1;
        }

        /** Large. */
        public String huge() {
            return "x".repeat(10_000_000);
        }

        /** Personal. */
        public String mail() {
            return "jane@acme.com";
        }

        /** Contains itself. */
        public Map<String, Object> cyclic() {
            Map<String, Object> map = new HashMap<>();
            map.put("me", map);
            map.put("n", 3);
            return map;
        }

        /** Says what it is only by its own code. */
        public Object opaque() {
            return new Object() {
                @Override
                public String toString() {
                    throw new IllegalStateException("toString");
                }
            };
        }

        /** Is hooked by a rule that asks for this very method's result. */
        public String loop() {
            return "loop";
        }

        private String secret() {
            return "hidden";
        }

        /** Does something. */
        public void run(Object argument, List<String> list) {
            secret();
        }

        /** Does something else. */
        public void none() {}
    }
}
