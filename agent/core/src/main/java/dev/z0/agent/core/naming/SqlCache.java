package dev.z0.agent.core.naming;

/** Finds statements by their SQL, and by what is left of it without values. Bounded; see {@link SqlStatement}. */
final class SqlCache {

    private static final int MAX_KEY = 4096;
    private static final int MAX_TEXT = 2000;

    private final ClockCache<SqlStatement> bySql = new ClockCache<>(1024);
    private final ClockCache<SqlStatement> byShape = new ClockCache<>(1024);
    private final Vocabulary names = new Vocabulary(1500);

    SqlStatement of(String sql) {
        if (sql.length() > MAX_KEY) {
            return read(sql);
        }
        SqlStatement statement = bySql.get(sql);
        if (statement == null) {
            statement = read(sql);
            bySql.put(sql, statement);
        }
        return statement;
    }

    private SqlStatement read(String sql) {
        SqlTokens tokens = SqlLexer.read(sql);
        String full = SqlText.of(tokens);
        String text = cut(full);
        // Long texts may differ only behind the cut (WHERE after a long column list): keep those apart.
        String shape = full.length() == text.length() ? full : text + '#' + full.length() + '#' + full.hashCode();
        SqlStatement known = byShape.get(shape);
        if (known != null) {
            return known;
        }
        SqlNaming naming = new SqlNaming(tokens);
        String nameSuffix = names.admit(naming.suffix(), naming.kind() + ".other");
        return byShape.intern(shape, new SqlStatement(text, naming, nameSuffix));
    }

    private static String cut(String text) {
        if (text.length() <= MAX_TEXT) {
            return text;
        }
        int end = Character.isHighSurrogate(text.charAt(MAX_TEXT - 1)) ? MAX_TEXT - 1 : MAX_TEXT;
        return text.substring(0, end);
    }
}
