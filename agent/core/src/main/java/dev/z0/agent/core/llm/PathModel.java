package dev.z0.agent.core.llm;

/** A model's name in a path. */
final class PathModel {
    private PathModel() {}

    /**
     * The percent-decoded segment, without what precedes its last slash (a Bedrock ARN names the model last).
     *
     * @return null when it is no plausible name: empty, too long, not printable ASCII
     */
    static String decode(String path, int from, int to) {
        if (to <= from || to - from > 3 * JsonScanner.MAX_VALUE) {
            return null;
        }
        StringBuilder name = new StringBuilder(to - from);
        for (int i = from; i < to; i++) {
            char c = path.charAt(i);
            if (c == '%' && i + 2 < to) {
                c = (char) (Character.digit(path.charAt(i + 1), 16) << 4 | Character.digit(path.charAt(i + 2), 16));
                i += 2;
            }
            if (c <= ' ' || c > '~') {
                return null;
            }
            if (c == '/') {
                name.setLength(0);
            } else {
                name.append(c);
            }
        }
        return name.length() == 0 || name.length() > JsonScanner.MAX_VALUE ? null : name.toString();
    }
}
