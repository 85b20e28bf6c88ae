using System.Security.Cryptography;
using System.Text.Json;
using Slipway.Core.Ports;
using Slipway.Core.Values;

namespace Slipway.Storage.Sealing;

/// <summary>Writes a sealed file: one JSON object a line, the last one a signature over all bytes before it. It is there as a whole or not at all.</summary>
public sealed class SealedWriter : IAsyncDisposable
{
    private const byte LineEnd = (byte)'\n';

    private readonly string _path;
    private readonly ICheckpointSigner _signer;
    private readonly FileStream _file;
    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private bool _isWhole;

    private SealedWriter(string path, ICheckpointSigner signer, FileStream file) => (_path, _signer, _file) = (path, signer, file);

    /// <summary>Lines written so far, without the seal.</summary>
    public long Lines { get; private set; }

    private string Unfinished => _path + ".new";

    /// <param name="path">Of a file that does not exist yet; its folder is made.</param>
    /// <exception cref="PortUnavailableException">It is there already, or cannot be written.</exception>
    public static SealedWriter Open(string path, ICheckpointSigner signer)
    {
        try
        {
            if (File.Exists(path))
                throw new PortUnavailableException($"The file {path} exists already: name another one");
            Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(path))!);
            return new SealedWriter(path, signer, new FileStream(path + ".new", FileMode.Create, FileAccess.Write));
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new PortUnavailableException($"The file {path} cannot be written: {failure.Message}", inner: failure);
        }
    }

    public async Task WriteAsync(SealedLine line, CancellationToken cancellation)
    {
        var bytes = Bytes(line);
        _hash.AppendData(bytes);
        await _file.WriteAsync(bytes, cancellation);
        Lines++;
    }

    /// <summary>Writes the seal and gives the file its name.</summary>
    public async Task<Seal> FinishAsync(CancellationToken cancellation)
    {
        var seal = Seal.Sign(Lines, Digest.OfHash(_hash.GetHashAndReset()), _signer);
        await _file.WriteAsync(Bytes(new SealedLine { Seal = seal }), cancellation);
        _file.Flush(flushToDisk: true);
        await _file.DisposeAsync();
        File.Move(Unfinished, _path);
        _isWhole = true;
        return seal;
    }

    public async ValueTask DisposeAsync()
    {
        _hash.Dispose();
        await _file.DisposeAsync();
        if (!_isWhole)
            File.Delete(Unfinished);
    }

    /// <summary>The line as it stands in the file; there is one way to write it.</summary>
    internal static byte[] Bytes(SealedLine line) => [.. JsonSerializer.SerializeToUtf8Bytes(line, SealedJson.Legible.SealedLine), LineEnd];
}
