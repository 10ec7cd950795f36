package dev.z0.agent.core.rules;

/** Which methods a rule means: {@code package.Class#method}, with parameter types or without. Immutable. */
final class MethodName {
    private static final int LONGEST = 500;
    private static final String[] NOT_OURS = {"java.", "javax.", "jdk.", "sun.", "com.sun.", "dev.z0."};
    private static final String[][] PRIMITIVES = {
        {"boolean", "Z"},
        {"byte", "B"},
        {"char", "C"},
        {"short", "S"},
        {"int", "I"},
        {"long", "J"},
        {"float", "F"},
        {"double", "D"}
    };

    final String type;
    final boolean subtypes;
    final String method;
    final String descriptor;

    private MethodName(String type, boolean subtypes, String method, String descriptor) {
        this.type = type;
        this.subtypes = subtypes;
        this.method = method;
        this.descriptor = descriptor;
    }

    /**
     * Reads a name. A plus sign in front means the type and all its subtypes.
     *
     * @throws BadRule where it is none, or one that can't be hooked
     */
    static MethodName of(Json json) throws BadRule {
        String text = json.text();
        boolean subtypes = text.startsWith("+");
        String name = subtypes ? text.substring(1) : text;
        int hash = name.indexOf('#');
        int bracket = name.indexOf('(');
        int end = bracket < 0 ? name.length() : bracket;
        if (hash < 0
                || name.length() > LONGEST
                || !isName(name, 0, hash, true)
                || !isName(name, hash + 1, end, false)
                || bracket >= 0 && !name.endsWith(")")) {
            throw new BadRule(
                    "'" + Fields.cut(text) + "' is not like com.acme.Router#route or com.acme.Router#route(int)", json);
        }
        for (String prefix : NOT_OURS) {
            if (name.startsWith(prefix)) {
                throw new BadRule("rules hook no classes of " + prefix + '*', json);
            }
        }
        String parameters = bracket < 0 ? null : name.substring(bracket + 1, name.length() - 1);
        return new MethodName(
                name.substring(0, hash),
                subtypes,
                name.substring(hash + 1, end),
                parameters == null ? null : descriptor(parameters, json));
    }

    private static boolean isName(String text, int from, int to, boolean dots) {
        if (from >= to || !Character.isJavaIdentifierStart(text.charAt(from)) || text.charAt(to - 1) == '.') {
            return false;
        }
        for (int i = from; i < to; i++) {
            if (!Character.isJavaIdentifierPart(text.charAt(i)) && !(dots && text.charAt(i) == '.')) {
                return false;
            }
        }
        return true;
    }

    /** The parameters as in a class file's descriptor, whose end, the result's type, stays open. */
    private static String descriptor(String parameters, Json at) throws BadRule {
        StringBuilder descriptor = new StringBuilder("(");
        if (!parameters.trim().isEmpty()) {
            for (String parameter : parameters.split(",", -1)) {
                String type = parameter.trim();
                while (type.endsWith("[]")) {
                    descriptor.append('[');
                    type = type.substring(0, type.length() - 2).trim();
                }
                if (!isName(type, 0, type.length(), true)) {
                    throw new BadRule("'" + Fields.cut(parameter) + "' is no parameter type", at);
                }
                append(type, descriptor);
            }
        }
        return descriptor.append(')').toString();
    }

    /** A class without a package is one of java.lang. */
    private static void append(String type, StringBuilder descriptor) {
        for (String[] primitive : PRIMITIVES) {
            if (primitive[0].equals(type)) {
                descriptor.append(primitive[1]);
                return;
            }
        }
        String whole = type.indexOf('.') < 0 ? "java.lang." + type : type;
        descriptor.append('L').append(whole.replace('.', '/')).append(';');
    }

    /** The class's name without package and enclosing class. */
    String simpleType() {
        return type.substring(Math.max(type.lastIndexOf('.'), type.lastIndexOf('$')) + 1);
    }
}
