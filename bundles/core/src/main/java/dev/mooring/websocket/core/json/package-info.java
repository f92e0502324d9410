/** JSON, by Jackson: text of values, and values of text. Owns no thread and no lock. Calls nobody. */
@NullMarked
package dev.mooring.websocket.core.json;

import org.jspecify.annotations.NullMarked;
