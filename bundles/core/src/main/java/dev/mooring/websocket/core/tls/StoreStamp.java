package dev.mooring.websocket.core.tls;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import org.jspecify.annotations.Nullable;

/**
 * By what one sees, without reading it, that a store is another one than before: other properties, another file in its
 * place, or the same file written to.
 */
record StoreStamp(
        StoreFile store,
        @Nullable FileTime modified,
        long size,
        @Nullable Object file) {

    /** Throws if there is no such file. */
    static StoreStamp of(StoreFile store) throws IOException {
        if (store.path().isEmpty()) {
            return new StoreStamp(store, null, 0, null);
        }
        BasicFileAttributes attributes = Files.readAttributes(store.path().get(), BasicFileAttributes.class);
        return new StoreStamp(store, attributes.lastModifiedTime(), attributes.size(), attributes.fileKey());
    }
}
