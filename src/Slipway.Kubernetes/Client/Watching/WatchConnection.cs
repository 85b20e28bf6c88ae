using System.Buffers;
using System.IO.Pipelines;
using System.Text.Json;
using System.Text.Json.Nodes;
using Slipway.Kubernetes.Client.Http;

namespace Slipway.Kubernetes.Client.Watching;

/// <summary>One connection of a watch: events line by line, until the server ends it, it breaks, or it says nothing for too long.</summary>
internal sealed class WatchConnection : IDisposable
{
    /// <summary>Servers keep objects up to 1.5 MiB, before the fields that they add.</summary>
    private const int MaxEventBytes = 8 * 1024 * 1024;

    /// <summary>For a server that does not end the watch itself when its time is over.</summary>
    private static readonly TimeSpan Overtime = TimeSpan.FromSeconds(30);

    private readonly ApiConnection _connection;
    private readonly ApiCall _call;
    private readonly HttpResponseMessage _response;
    private readonly PipeReader _reader;
    private readonly long _openedAt;

    private WatchConnection(ApiConnection connection, ApiCall call, HttpResponseMessage response, Stream stream)
    {
        (_connection, _call, _response) = (connection, call, response);
        _reader = PipeReader.Create(stream);
        _openedAt = connection.Time.GetTimestamp();
    }

    /// <exception cref="KubeException">The server refuses it, cannot be reached, or does not answer.</exception>
    public static async Task<WatchConnection> OpenAsync(ApiConnection connection, ApiCall call, CancellationToken cancellation)
    {
        var limit = connection.Options.Timeout;
        using var late = new CancellationTokenSource(limit, connection.Time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(late.Token, cancellation);
        try
        {
            var response = await connection.OpenAsync(call, either.Token);
            return new WatchConnection(connection, call, response, await response.Content.ReadAsStreamAsync(either.Token));
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            throw new KubeException(0, KubeReasons.Timeout, $"cannot {call} ({connection.Access.Name}): no answer within {limit.TotalSeconds:0.#} s");
        }
    }

    /// <summary>The next event; null when the server has ended the watch, or should have.</summary>
    /// <exception cref="KubeException">It broke, was silent for too long, or the server reports an error in it.</exception>
    public async Task<WatchEvent?> NextAsync(CancellationToken cancellation)
    {
        if (_connection.Time.GetElapsedTime(_openedAt) > _connection.Options.WatchDeadline + Overtime)
            return null;
        var limit = _connection.Options.WatchIdle;
        using var idle = new CancellationTokenSource(limit, _connection.Time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(idle.Token, cancellation);
        try
        {
            while (true)
            {
                var read = await _reader.ReadAsync(either.Token);
                if (read.Buffer.PositionOf((byte)'\n') is { } end)
                {
                    var parsed = Parse(read.Buffer.Slice(0, end));
                    _reader.AdvanceTo(read.Buffer.GetPosition(1, end));
                    return parsed;
                }

                if (read.IsCompleted)
                    return null;
                if (read.Buffer.Length > MaxEventBytes)
                    throw new KubeException(200, KubeReasons.BadAnswer, $"cannot {_call} ({_connection.Access.Name}): an event is larger than {MaxEventBytes / 1024 / 1024} MiB");
                _reader.AdvanceTo(read.Buffer.Start, read.Buffer.End);
            }
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            throw new KubeException(0, KubeReasons.Timeout, $"cannot {_call} ({_connection.Access.Name}): nothing was heard for {limit.TotalSeconds:0.#} s");
        }
        catch (Exception e) when (e is IOException or HttpRequestException)
        {
            throw new KubeException(0, KubeReasons.Unreachable, $"cannot {_call}: the connection to {_connection.Access} broke: {e.Message}", inner: e);
        }
    }

    public void Dispose() => _response.Dispose();

    private WatchEvent Parse(ReadOnlySequence<byte> line)
    {
        var reader = new Utf8JsonReader(line);
        JsonObject? json;
        try
        {
            json = JsonNode.Parse(ref reader) as JsonObject;
        }
        catch (JsonException)
        {
            json = null;
        }

        if (json?["object"] is not JsonObject found || json["type"] is not JsonValue type)
            throw new KubeException(0, KubeReasons.Unreachable, $"cannot {_call} ({_connection.Access.Name}): an event was cut off or is no event");
        json.Remove("object");
        var read = new KubeObject(found);
        return type.GetValue<string>() switch
        {
            "ADDED" => new WatchEvent(WatchEventType.Added, read),
            "MODIFIED" => new WatchEvent(WatchEventType.Modified, read),
            "DELETED" => new WatchEvent(WatchEventType.Deleted, read),
            "BOOKMARK" => new WatchEvent(WatchEventType.Bookmark, read),
            _ => throw ApiAnswers.Refusal((int)(read.Integer("code") ?? 500), read, retryAfter: null, flow: "", _call, _connection.Access),
        };
    }
}
