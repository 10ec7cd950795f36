package dev.z0.agent.core.llm;

/** Response headers, however the HTTP client keeps them. */
public interface HeaderLookup {
    /**
     * The first value of a header, or null.
     *
     * @param name in lower case; must be found whatever case the server sent
     */
    String get(String name);
}
