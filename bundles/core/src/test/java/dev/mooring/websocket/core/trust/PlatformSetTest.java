package dev.mooring.websocket.core.trust;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PlatformSetTest {

    @Test
    void namesAreSeparatedByCommas() {
        assertThat(PlatformSet.parse("com.example.ide, file:plugins/my shell.jar,"))
                .containsExactlyInAnyOrder("com.example.ide", "file:plugins/my shell.jar");
    }

    @Test
    void nobodyIsNamedIfNothingIsSaid() {
        assertThat(PlatformSet.parse(null)).isEmpty();
        assertThat(PlatformSet.parse(" , ")).isEmpty();
    }
}
