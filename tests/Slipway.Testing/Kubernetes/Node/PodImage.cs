using System.Formats.Tar;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;

namespace Slipway.Testing.Kubernetes.Node;

/// <summary>An image made by hand, of one static program: BusyBox, with a shell.</summary>
internal static class PodImage
{
    private const string Program = "/bin/busybox";
    private const UnixFileMode Executable = UnixFileMode.UserRead | UnixFileMode.UserExecute | UnixFileMode.GroupRead | UnixFileMode.GroupExecute | UnixFileMode.OtherRead | UnixFileMode.OtherExecute;

    /// <summary>Writes an archive as Docker saves it.</summary>
    /// <param name="command">What a container runs that names nothing else.</param>
    public static void Write(string path, string name, IReadOnlyList<string> command)
    {
        using var layer = new MemoryStream();
        using (var tar = new TarWriter(layer, TarEntryFormat.Ustar, leaveOpen: true))
        {
            using var program = File.OpenRead(Program);
            tar.WriteEntry(new UstarTarEntry(TarEntryType.RegularFile, "bin/busybox") { Mode = Executable, DataStream = program });
            tar.WriteEntry(new UstarTarEntry(TarEntryType.SymbolicLink, "bin/sh") { LinkName = "busybox" });
        }

        var bytes = layer.ToArray();
        var configuration = new JsonObject
        {
            ["architecture"] = "amd64",
            ["os"] = "linux",
            ["config"] = new JsonObject
            {
                ["Entrypoint"] = new JsonArray([.. command.Select(word => JsonValue.Create(word))]),
                ["Env"] = new JsonArray("PATH=/bin"),
            },
            ["rootfs"] = new JsonObject { ["type"] = "layers", ["diff_ids"] = new JsonArray($"sha256:{Convert.ToHexStringLower(SHA256.HashData(bytes))}") },
        };
        var manifest = new JsonArray(new JsonObject
        {
            ["Config"] = "config.json",
            ["RepoTags"] = new JsonArray(name),
            ["Layers"] = new JsonArray("layer.tar"),
        });
        using var archive = new TarWriter(File.Create(path));
        Add(archive, "manifest.json", Encoding.UTF8.GetBytes(manifest.ToJsonString()));
        Add(archive, "config.json", Encoding.UTF8.GetBytes(configuration.ToJsonString()));
        Add(archive, "layer.tar", bytes);
    }

    private static void Add(TarWriter tar, string name, byte[] content)
    {
        using var data = new MemoryStream(content);
        tar.WriteEntry(new UstarTarEntry(TarEntryType.RegularFile, name) { Mode = Executable, DataStream = data });
    }
}
