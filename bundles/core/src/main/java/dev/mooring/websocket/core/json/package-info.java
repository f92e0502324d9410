/** JSON text of values, by Jackson. Owns no thread and no lock. Calls nobody. */
@NullMarked
package dev.mooring.websocket.core.json;

import org.jspecify.annotations.NullMarked;
