package dev.z0.instrumentation.rules;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.z0.agent.core.llm.Prices;
import dev.z0.agent.core.naming.Services;
import dev.z0.agent.core.rules.Rules;
import dev.z0.agent.core.rules.RulesReader;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Each example of docs/rules.md is right. */
class DocumentationTest {
    @Test
    void examplesHaveNoMistakes() throws Exception {
        assertEquals(6, Ruled.examples().size());
        for (String example : Ruled.examples()) {
            RulesReader reader = new RulesReader();
            reader.read(example.getBytes(StandardCharsets.UTF_8));
            assertEquals(List.of(), reader.problems(), example);
        }
    }

    private static Rules example(int number) throws Exception {
        return new RulesReader().read(Ruled.examples().get(number).getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void servicesAndOperationsAreNamed() throws Exception {
        Services services = example(2).services();
        String[][] cases = {
            {"POST", "eu.crm.acme.com", "/v3/leads", "z0.external.acme_crm.create_lead"},
            {"DELETE", "eu.crm.acme.com", "/v3/leads/17", "z0.external.acme_crm.delete_lead"},
            {"GET", "10.0.3.17", "/invoices", "z0.external.billing.get_invoices"},
            {"GET", "acme.com", "/invoices", "z0.external.acme.get_invoices"},
        };
        for (String[] one : cases) {
            assertEquals(
                    one[3], services.of(one[0], "https", one[1], -1, one[2]).spanName());
        }
    }

    @Test
    void modelsHavePrices() throws Exception {
        Prices prices = example(3).prices();
        assertEquals(12.5, prices.cost("gpt-4o-2024-08-06", 1_000_000, 1_000_000));
        assertEquals(0.02, prices.cost("text-embedding-3-small", 1_000_000, -1));
        assertEquals(Double.NaN, prices.cost("other", 1, 1));
    }
}
