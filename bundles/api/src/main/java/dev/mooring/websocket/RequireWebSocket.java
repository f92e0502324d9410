package dev.mooring.websocket;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.osgi.annotation.bundle.Requirement;

/**
 * Says in the manifest that a bundle wants to open WebSockets: the capability {@code network:ws}.
 *
 * <p>bnd writes the requirement that this stands for, and the resolver shows it when the bundle is installed. Where the
 * platform's capability mode is {@code declared}, only bundles that say so may connect. {@code resource.json} can say
 * the same.
 */
@Documented
@Retention(RetentionPolicy.CLASS)
@Target({ElementType.TYPE, ElementType.PACKAGE})
@Requirement(namespace = "dev.mooring.capability", filter = "(dev.mooring.capability=network:ws)")
public @interface RequireWebSocket {}
