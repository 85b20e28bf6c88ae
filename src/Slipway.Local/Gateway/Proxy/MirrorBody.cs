namespace Slipway.Local.Gateway.Proxy;

/// <summary>A request body that keeps a copy of what is read through it, up to a bound.</summary>
internal sealed class MirrorBody(Stream body, int maxBytes) : Stream
{
    private readonly MemoryStream _copy = new();
    private bool _ended;
    private bool _tooLong;

    /// <summary>All of the body; null when it was too long or not read to its end.</summary>
    public byte[]? Copy => _ended && !_tooLong ? _copy.ToArray() : null;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        var read = await body.ReadAsync(buffer, cancellationToken);
        _ended = read == 0 && buffer.Length > 0;
        _tooLong |= _copy.Length + read > maxBytes;
        if (!_tooLong)
            _copy.Write(buffer.Span[..read]);
        return read;
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
}
