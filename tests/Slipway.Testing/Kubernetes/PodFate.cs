namespace Slipway.Testing.Kubernetes;

/// <summary>What becomes of a simulated pod.</summary>
public enum PodFate
{
    /// <summary>It runs and is ready.</summary>
    Ready,

    /// <summary>It runs, and its readiness probe fails for ever.</summary>
    NeverReady,

    /// <summary>Its container ends again and again: <c>CrashLoopBackOff</c>.</summary>
    CrashLoop,

    /// <summary>Its image is not to be had: <c>ImagePullBackOff</c>.</summary>
    ImagePullBackOff,

    /// <summary>It does its work and ends well, as a job does.</summary>
    Succeeded,

    /// <summary>It ends with another code than 0 and is not started again.</summary>
    Failed,
}
