package dev.z0.agent.core.llm;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.Base64;
import java.util.Random;
import org.junit.jupiter.api.Test;

class Base64BytesTest {
    @Test
    void decodesEveryLengthInPieces() {
        Random random = new Random(3);
        for (int length = 0; length < 200; length++) {
            byte[] plain = new byte[length];
            random.nextBytes(plain);
            byte[] encoded = Base64.getEncoder().encode(plain);
            ByteArrayOutputStream decoded = new ByteArrayOutputStream();
            Base64Bytes base64 = new Base64Bytes((bytes, from, to) -> decoded.write(bytes, from, to - from));
            int piece = 1 + random.nextInt(7);
            for (int i = 0; i < encoded.length; i += piece) {
                base64.accept(encoded, i, Math.min(encoded.length, i + piece));
            }
            assertArrayEquals(plain, decoded.toByteArray(), () -> Arrays.toString(plain));
        }
    }
}
