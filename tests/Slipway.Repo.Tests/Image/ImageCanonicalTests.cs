using System.Formats.Tar;
using System.Text.Json.Nodes;
using Shouldly;
using Xunit;

namespace Slipway.Repo.Tests.Image;

/// <summary>What <c>eng/image-canonical.py</c> makes of what the SDK made.</summary>
public sealed class ImageCanonicalTests : IDisposable
{
    private static readonly DateTimeOffset Monday = new(2026, 3, 2, 8, 0, 1, TimeSpan.Zero);
    private static readonly IReadOnlyList<(string, string)> Files = [("app/slipway", "program"), ("app/slipway.dll", "library"), ("app/a.json", "{}")];

    private readonly string _folder = Directory.CreateTempSubdirectory("slipway-image-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void The_same_files_give_the_same_bytes_whenever_and_in_whatever_order_they_come()
    {
        var (one, digest) = Canonical(new ImageArchive(Files, Monday));
        var (other, otherDigest) = Canonical(new ImageArchive([.. Files.Reverse()], Monday.AddDays(1).AddSeconds(7), IsReversed: true));
        other.ShouldBe(one);
        otherDigest.ShouldBe(digest);
    }

    [Fact]
    public void Other_files_give_another_digest() =>
        Canonical(new ImageArchive([.. Files, ("app/b.json", "[]")], Monday)).Digest.ShouldNotBe(Canonical(new ImageArchive(Files, Monday)).Digest);

    [Fact]
    public void What_is_canonical_already_stays_as_it_is()
    {
        var (once, _) = Canonical(new ImageArchive(Files, Monday));
        Canonical(once).Archive.ShouldBe(once);
    }

    [Fact]
    public void Every_digest_is_that_of_what_it_names()
    {
        var (archive, digest) = Canonical(new ImageArchive(Files, Monday));
        var files = Read(archive);
        byte[] Blob(JsonNode? of)
        {
            var data = files[$"blobs/{(string)of!["digest"]!}".Replace(':', '/')].Data;
            ImageArchive.DigestOf(data).ShouldBe((string)of["digest"]!);
            data.Length.ShouldBe((int)of["size"]!);
            return data;
        }

        var described = JsonNode.Parse(files["index.json"].Data)!["manifests"]![0];
        ((string)described!["digest"]!).ShouldBe(digest);
        var manifest = JsonNode.Parse(Blob(described))!;
        var config = JsonNode.Parse(Blob(manifest["config"]))!;
        var layers = manifest["layers"]!.AsArray().Select(Blob).ToList();
        layers[0].ShouldBe(ImageArchive.BaseLayer, "a base stays what it is in its registry");
        layers.Select(layer => ImageArchive.DigestOf(ImageArchive.Unpack(layer))).ShouldBe(config["rootfs"]!["diff_ids"]!.AsArray().Select(id => (string)id!));
        files.Count.ShouldBe(5, "nothing is left of what was made anew");
    }

    [Fact]
    public void The_machine_that_it_is_for_is_named_so_that_containerd_imports_it()
    {
        var described = JsonNode.Parse(Read(Canonical(new ImageArchive(Files, Monday)).Archive)["index.json"].Data)!["manifests"]![0]!;
        described["platform"]!.ToJsonString().ShouldBe("""{"architecture":"amd64","os":"linux"}""");
    }

    [Fact]
    public void Files_are_of_the_time_of_the_source_belong_to_root_and_keep_their_rights()
    {
        var files = Read(Canonical(new ImageArchive(Files, Monday)).Archive);
        var layer = files.Values.Select(file => file.Data).Single(data => data is [0x1f, 0x8b, ..] && !data.SequenceEqual(ImageArchive.BaseLayer));
        var inside = Read(ImageArchive.Unpack(layer));
        inside.Keys.ShouldBe(["app/a.json", "app/slipway", "app/slipway.dll"]);
        foreach (var entry in inside.Values.Select(file => file.Entry))
        {
            entry.ModificationTime.ShouldBe(DateTimeOffset.FromUnixTimeSeconds(1000));
            (entry.Uid, entry.Gid).ShouldBe((0, 0));
            Convert.ToString((int)entry.Mode, 8).ShouldBe("755");
        }
    }

    private (byte[] Archive, string Digest) Canonical(ImageArchive image) => Canonical(image.ToBytes());

    private (byte[] Archive, string Digest) Canonical(byte[] archive)
    {
        string from = Path.Combine(_folder, "from.tar"), to = Path.Combine(_folder, "to.tar");
        File.WriteAllBytes(from, archive);
        var (code, output) = Repository.Run("python3", "eng/image-canonical.py", from, to, "1000");
        code.ShouldBe(0, output);
        return (File.ReadAllBytes(to), output.Trim());
    }

    private static Dictionary<string, (TarEntry Entry, byte[] Data)> Read(byte[] tar)
    {
        var files = new Dictionary<string, (TarEntry, byte[])>(StringComparer.Ordinal);
        using var reader = new TarReader(new MemoryStream(tar));
        while (reader.GetNextEntry(copyData: true) is { } entry)
        {
            using var data = new MemoryStream();
            entry.DataStream?.CopyTo(data);
            files.Add(entry.Name, (entry, data.ToArray()));
        }

        return files;
    }
}
