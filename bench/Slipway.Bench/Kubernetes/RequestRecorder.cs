using System.Diagnostics;

namespace Slipway.Bench.Kubernetes;

/// <summary>
/// Notes each request that the product's client sends to an API server from this process, and how long its answer took. It listens
/// to what <see cref="HttpClient"/> tells of itself, so the product is as it is everywhere.
/// </summary>
internal sealed class RequestRecorder : IObserver<DiagnosticListener>, IObserver<KeyValuePair<string, object?>>, IDisposable
{
    private const string Client = "HttpHandlerDiagnosticListener";
    private const string Ended = "System.Net.Http.HttpRequestOut.Stop";

    private readonly TimeProvider _time;
    private readonly Lock _gate = new();
    private readonly List<SentRequest> _sent = [];
    private readonly List<IDisposable> _subscriptions = [];

    public RequestRecorder(TimeProvider time)
    {
        _time = time;
        _subscriptions.Add(DiagnosticListener.AllListeners.Subscribe(this));
    }

    /// <summary>Those answered so far, in the order of their answers.</summary>
    public IReadOnlyList<SentRequest> Sent
    {
        get
        {
            lock (_gate)
                return [.. _sent];
        }
    }

    public void Dispose() => _subscriptions.ForEach(one => one.Dispose());

    void IObserver<DiagnosticListener>.OnNext(DiagnosticListener value)
    {
        if (value.Name == Client)
            _subscriptions.Add(value.Subscribe(this, static (_, _, _) => true));
    }

    void IObserver<KeyValuePair<string, object?>>.OnNext(KeyValuePair<string, object?> value)
    {
        // Its type is the library's own; the property is what is promised.
        if (value.Key != Ended || value.Value?.GetType().GetProperty("Request")?.GetValue(value.Value) is not HttpRequestMessage request)
            return;
        // The rig beside the product says that it is somebody else.
        if (!request.Headers.UserAgent.ToString().StartsWith("slipway", StringComparison.Ordinal))
            return;
        lock (_gate)
            _sent.Add(new SentRequest(SentRequest.NameOf(request), _time.GetUtcNow(), Activity.Current?.Duration ?? TimeSpan.Zero));
    }

    void IObserver<DiagnosticListener>.OnCompleted()
    {
    }

    void IObserver<DiagnosticListener>.OnError(Exception error)
    {
    }

    void IObserver<KeyValuePair<string, object?>>.OnCompleted()
    {
    }

    void IObserver<KeyValuePair<string, object?>>.OnError(Exception error)
    {
    }
}
