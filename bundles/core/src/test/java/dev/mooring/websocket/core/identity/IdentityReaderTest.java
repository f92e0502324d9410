package dev.mooring.websocket.core.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mooring.websocket.WebSocketException;
import dev.mooring.websocket.WebSocketException.Reason;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleException;

/** What is read from bundles, real ones. */
class IdentityReaderTest {

    private static final String VALID =
            "{\"id\": \"from.file\", \"name\": \"a\", \"version\": \"1\", \"apiVersion\": 1}";

    @TempDir
    private static Path cache;

    private static Felix felix;

    @BeforeAll
    static void startFelix() throws BundleException {
        felix = Felix.start(cache);
    }

    @AfterAll
    static void stopFelix() throws Exception {
        felix.stop();
    }

    @Test
    void theFileComesBeforeTheHeader() throws Exception {
        Bundle bundle = install(Map.of("Extension-Id", "from.header"), Map.of("resource.json", VALID));

        assertThat(read(bundle).extensionId()).isEqualTo("from.file");
    }

    @Test
    void theHeaderComesBeforeTheSymbolicName() throws Exception {
        assertThat(withHeader("Extension-Id", "from.header").extensionId()).isEqualTo("from.header");
        assertThat(withHeader("extension-id", " from.header ").extensionId()).isEqualTo("from.header");
    }

    @Test
    void theSymbolicNameIsEnough() throws Exception {
        Bundle bundle = felix.install("com.example.name;singleton:=true");

        assertThat(read(bundle).extensionId()).isEqualTo("com.example.name");
    }

    @Test
    void aBundleWithoutASymbolicNameHasItsNumber() throws Exception {
        Bundle bundle = felix.install(Map.of(), Map.of());

        assertThat(bundle.getSymbolicName()).isNull();
        assertThat(read(bundle).extensionId()).isEqualTo("bundle-" + bundle.getBundleId());
        assertThat(read(bundle).label()).isEqualTo("bundle 0.0.0 [id " + bundle.getBundleId() + "]");
    }

    @Test
    void theFrameworkItselfHasAnIdentity() {
        assertThat(read(felix.systemBundle()).extensionId()).isEqualTo("org.apache.felix.framework");
    }

    @Test
    void peopleGetToKnowWhichBundleItIs() throws Exception {
        Bundle bundle = install(Map.of("Bundle-Version", "1.2.3"), Map.of("resource.json", VALID));

        assertThat(read(bundle).label()).isEqualTo("com.example.chat 1.2.3 [id " + bundle.getBundleId() + "]");
        assertThat(read(bundle).location()).isEqualTo(bundle.getLocation());
    }

    @Test
    void aBrokenFileIsNamedWithItsBundleAndHasNoSubstitute() throws Exception {
        Bundle bundle = install(
                Map.of("Extension-Id", "from.header"), Map.of("resource.json", VALID.replace(": 1}", ": \"1\"}")));

        assertRefused(
                bundle,
                "resource.json of com.example.chat 0.0.0 [id " + bundle.getBundleId()
                        + "]: field \"apiVersion\" must be the number 1, not \"1\"");
    }

    @Test
    void aFileThatIsTooLargeIsRefused() throws Exception {
        Bundle bundle = install(Map.of(), Map.of("resource.json", VALID + " ".repeat(1 << 20)));

        assertRefused(bundle, label(bundle, "resource.json of %s: it must not have more than 64 KiB"));
    }

    @Test
    void aFolderOfThatNameIsNoFile() throws Exception {
        Bundle bundle = install(Map.of(), Map.of("resource.json/", ""));

        assertThat(read(bundle).extensionId()).isEqualTo("com.example.chat");
    }

    @Test
    void onlyTheFileAtTheRootCounts() throws Exception {
        Bundle bundle = install(Map.of(), Map.of("META-INF/resource.json", VALID, "a/resource.json", VALID));

        assertThat(read(bundle).extensionId()).isEqualTo("com.example.chat");
    }

    @Test
    void fragmentsDoNotCount() throws Exception {
        Bundle host = felix.install("com.example.host");
        Bundle fragment = felix.install(
                "com.example.fragment",
                Map.of(
                        "Fragment-Host",
                        "com.example.host",
                        "Extension-Id",
                        "stolen",
                        "Require-Capability",
                        "dev.mooring.capability;filter:=\"(dev.mooring.capability=network:ws)\";resolution:=optional"),
                Map.of("resource.json", VALID));
        host.start();
        assertThat(fragment.getState()).as("attached").isEqualTo(Bundle.RESOLVED);
        assertThat(host.getResource("resource.json")).as("reachable").isNotNull();

        assertThat(read(host).extensionId()).isEqualTo("com.example.host");
        assertThat(read(host).declaresWebSocket()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "-", "a b", "a:1", "%id"})
    void aHeaderThatIsNoIdHasNoSubstitute(String header) throws Exception {
        Bundle bundle =
                install(Map.of("Extension-Id", header), Map.of("OSGI-INF/l10n/bundle.properties", "id=translated"));

        assertRefused(
                bundle,
                label(
                        bundle,
                        "Manifest of %s: Extension-Id must be 1 to 128 letters, digits, dots, underscores and"
                                + " hyphens of ASCII, beginning with a letter or digit, not \"" + header + "\""));
    }

    @Test
    void aSymbolicNameThatIsNoIdNeedsAHeader() throws Exception {
        assertRefused(felix.install("_chat"), "without an Extension-Id, the Bundle-SymbolicName must be 1 to 128");
        assertRefused(felix.install("a".repeat(129)), "without an Extension-Id, the Bundle-SymbolicName must be");
        assertThat(read(felix.install("_talk", Map.of("Extension-Id", "talk"), Map.of()))
                        .extensionId())
                .isEqualTo("talk");
    }

    @Test
    void whoIsRefusedHasAnIdThatNobodyCanAskFor() throws Exception {
        Bundle bundle = install(Map.of("Extension-Id", "-"), Map.of());

        assertThat(read(bundle).extensionId()).isEqualTo("bundle:" + bundle.getBundleId());
        assertThat(ExtensionId.isValid(read(bundle).extensionId())).isFalse();
    }

    @Test
    void aBundleThatIsGoneIsAProblemOfItsOwn() throws Exception {
        Bundle bundle = install(Map.of(), Map.of());
        bundle.uninstall();

        assertRefused(bundle, "resource.json of com.example.chat");
    }

    @Test
    void theFileDeclaresTheCapability() throws Exception {
        String declaring = VALID.replace("}", ", \"capabilities\": [\"storage\", \"network:ws\"]}");
        String other = VALID.replace("}", ", \"capabilities\": [\"storage\"]}");

        assertThat(read(install(Map.of(), Map.of("resource.json", declaring))).declaresWebSocket())
                .isTrue();
        assertThat(read(install(Map.of(), Map.of("resource.json", other))).declaresWebSocket())
                .isFalse();
        assertThat(read(install(Map.of(), Map.of())).declaresWebSocket()).isFalse();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            quoteCharacter = '`',
            value = {
                "true  ~ dev.mooring.capability;filter:='(dev.mooring.capability=network:ws)'",
                "true  ~ dev.mooring.capability;filter:='(dev.mooring.capability=network:ws)';resolution:=optional",
                "true  ~ x;filter:='(x=1)',dev.mooring.capability;filter:='(|(dev.mooring.capability=a)(dev.mooring.capability=network:ws))'",
                "false ~ dev.mooring.capability;filter:='(dev.mooring.capability=network:http)'",
                "false ~ dev.mooring.capability;filter:='(network=ws)'",
                "false ~ dev.mooring.capability",
                "false ~ osgi.ee;filter:='(osgi.ee=JavaSE)'",
            })
    void theManifestDeclaresTheCapability(boolean declared, String requirement) throws Exception {
        assertThat(withHeader("Require-Capability", requirement.replace('\'', '"'))
                        .declaresWebSocket())
                .isEqualTo(declared);
    }

    private static Bundle install(Map<String, String> headers, Map<String, String> files) throws BundleException {
        return felix.install("com.example.chat;singleton:=true", headers, files);
    }

    private static Identity withHeader(String name, String value) throws BundleException {
        return read(install(Map.of(name, value), Map.of()));
    }

    private static Identity read(Bundle bundle) {
        return IdentityReader.read(bundle);
    }

    private static String label(Bundle bundle, String message) {
        return message.replace("%s", "com.example.chat 0.0.0 [id " + bundle.getBundleId() + "]");
    }

    private static void assertRefused(Bundle bundle, String message) {
        Identity identity = read(bundle);
        assertThat(identity.isValid()).isFalse();
        assertThatThrownBy(identity::check)
                .isInstanceOfSatisfying(
                        WebSocketException.class,
                        refusal -> assertThat(refusal.reason()).isEqualTo(Reason.INVALID_IDENTITY))
                .hasMessageContaining(message);
    }
}
