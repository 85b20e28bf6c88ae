using System.Formats.Tar;
using System.IO.Compression;
using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Slipway.Repo.Tests.Image;

/// <summary>An OCI archive of two layers, a base's and a program's, in the form that the SDK gives it.</summary>
/// <param name="Files">Of the program's layer, in this order.</param>
/// <param name="Built">The time of the build.</param>
/// <param name="IsReversed">Whether the entries of the archive stand the other way round.</param>
internal sealed record ImageArchive(IReadOnlyList<(string Name, string Text)> Files, DateTimeOffset Built, bool IsReversed = false)
{
    public static byte[] BaseLayer { get; } = Pack(Tar([("etc/passwd", "app")], DateTimeOffset.UnixEpoch));

    public byte[] ToBytes()
    {
        var blobs = new List<(string Name, byte[] Data)>();
        string Blob(byte[] data)
        {
            blobs.Add(($"blobs/{DigestOf(data).Replace(':', '/')}", data));
            return DigestOf(data);
        }

        var plain = Tar(Files, Built);
        var layers = new JsonArray();
        foreach (var layer in (byte[][])[BaseLayer, Pack(plain)])
            layers.Add(new JsonObject { ["digest"] = Blob(layer), ["size"] = layer.Length });
        var config = Json(new JsonObject
        {
            ["architecture"] = "amd64",
            ["os"] = "linux",
            ["created"] = Built.ToString("o"),
            ["rootfs"] = new JsonObject { ["diff_ids"] = new JsonArray(DigestOf(Unpack(BaseLayer)), DigestOf(plain)) },
            ["history"] = new JsonArray(new JsonObject { ["created"] = "1970-01-01T00:00:00Z" }, new JsonObject { ["created"] = Built.ToString("o") }),
        });
        var manifest = Json(new JsonObject { ["layers"] = layers, ["config"] = new JsonObject { ["digest"] = Blob(config), ["size"] = config.Length } });
        var described = new JsonObject { ["digest"] = Blob(manifest), ["size"] = manifest.Length, ["platform"] = new JsonObject() };
        blobs.Add(("index.json", Json(new JsonObject { ["manifests"] = new JsonArray(described) })));
        if (IsReversed)
            blobs.Reverse();
        return Tar(blobs, Built);
    }

    public static string DigestOf(byte[] data) => $"sha256:{Convert.ToHexStringLower(SHA256.HashData(data))}";

    public static byte[] Unpack(byte[] packed)
    {
        using var plain = new MemoryStream();
        using var unpack = new GZipStream(new MemoryStream(packed), CompressionMode.Decompress);
        unpack.CopyTo(plain);
        return plain.ToArray();
    }

    private static byte[] Pack(byte[] plain)
    {
        using var packed = new MemoryStream();
        using (var pack = new GZipStream(packed, CompressionLevel.Fastest))
            pack.Write(plain);
        return packed.ToArray();
    }

    private static byte[] Json(JsonObject value) => JsonSerializer.SerializeToUtf8Bytes(value);

    private static byte[] Tar(IEnumerable<(string Name, string Text)> files, DateTimeOffset time) =>
        Tar(files.Select(file => (file.Name, System.Text.Encoding.UTF8.GetBytes(file.Text))), time);

    private static byte[] Tar(IEnumerable<(string Name, byte[] Data)> files, DateTimeOffset time)
    {
        using var tar = new MemoryStream();
        using (var writer = new TarWriter(tar, TarEntryFormat.Pax))
        {
            foreach (var (name, data) in files)
            {
                writer.WriteEntry(new PaxTarEntry(TarEntryType.RegularFile, name)
                {
                    DataStream = new MemoryStream(data),
                    ModificationTime = time,
                    Mode = (UnixFileMode)Convert.ToInt32("755", 8),
                    Uid = time.Second,
                });
            }
        }

        return tar.ToArray();
    }
}
