package dev.mooring.websocket.itests.support;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.lang.ref.Reference;
import java.lang.ref.WeakReference;
import java.net.URL;
import java.net.URLClassLoader;
import org.junit.jupiter.api.Test;

class CollectedTest {

    @Test
    void aLoaderIsGoneOnceNothingHoldsIt() {
        WeakReference<ClassLoader> loader = new WeakReference<>(new URLClassLoader(new URL[0]));

        await().until(() -> Collected.isGone(loader));
    }

    @Test
    void aLoaderIsThereAsLongAsAClassOfItIs() throws ClassNotFoundException {
        URL classes = FakeBundle.class.getProtectionDomain().getCodeSource().getLocation();
        ClassLoader loader = new URLClassLoader(new URL[] {classes}, ClassLoader.getPlatformClassLoader());
        WeakReference<ClassLoader> weak = new WeakReference<>(loader);
        Class<?> type = loader.loadClass(FakeBundle.class.getName());
        loader = null;

        try {
            assertThat(Collected.isGone(weak)).isFalse();
        } finally {
            Reference.reachabilityFence(type);
        }
    }
}
