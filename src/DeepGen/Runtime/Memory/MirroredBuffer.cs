using System.Runtime.CompilerServices;

namespace DeepGen.Runtime;

/// <summary>
/// Numbers that a model or an optimizer keeps: on the host, and where the model is on a device there as well. Each side is brought up to
/// date when it is asked for and the other one has changed. On the processor there is the host's side alone, which is always up to date.
/// </summary>
/// <param name="length">The number of floats, zeros at first.</param>
/// <param name="device">The model's side of the device; null on the processor.</param>
/// <param name="name">What the numbers are, for messages: "parameters".</param>
internal sealed class MirroredBuffer(nint length, ModelOnDevice? device, string name)
{
    private DeviceBuffer? copy;
    private DeviceException? failure;
    private volatile Newest newest = Newest.Zeros;

    private enum Newest
    {
        /// <summary>Nothing was written yet.</summary>
        Zeros,

        /// <summary>The device is behind, or has no copy.</summary>
        Host,

        /// <summary>The host is behind.</summary>
        Device,

        /// <summary>Both are the same.</summary>
        Both,
    }

    public nint Length => Host.Length;

    /// <summary>Whether the host has it as it is, so that a device can be sent it again.</summary>
    public bool IsOnHost => newest != Newest.Device;

    /// <summary>The host's side as it is: what kernels and optimizers of the processor work on, once it has been asked for.</summary>
    public AlignedBuffer Host { get; } = new(length);

    /// <summary>Everything, to read.</summary>
    /// <exception cref="DeviceException">The device has changed it and does not give it back.</exception>
    public ReadOnlySpan<float> Read() => Read(0, Length);

    /// <summary>A range, to read.</summary>
    /// <exception cref="DeviceException">The device has changed it and does not give it back.</exception>
    public ReadOnlySpan<float> Read(nint offset, nint count)
    {
        BringToHost();
        return Host.Span(offset, count);
    }

    /// <summary>Everything, to read and write, until the next command of the model.</summary>
    /// <exception cref="DeviceException">The device has changed it and does not give it back.</exception>
    public Span<float> Edit() => Edit(0, Length);

    /// <summary>A range, to read and write, until the next command of the model.</summary>
    /// <exception cref="DeviceException">The device has changed it and does not give it back.</exception>
    public Span<float> Edit(nint offset, nint count)
    {
        BringToHost();
        ChangedOnHost();
        return Host.Span(offset, count);
    }

    /// <summary>Everything, to write all of it: what is on the device does not matter any more.</summary>
    public Span<float> Replace()
    {
        ChangedOnHost();
        return Host.All;
    }

    /// <summary>Says that the host has written.</summary>
    public void ChangedOnHost() => newest = Newest.Host;

    /// <summary>
    /// The device's side, up to date. The caller holds the gate, and calls <see cref="WrittenOnDevice"/> after it has written.
    /// </summary>
    public DeviceBuffer OnDevice()
    {
        DeviceBuffer there = ToReplaceOnDevice();
        switch (newest)
        {
            case Newest.Zeros:
                device!.Backend.Clear(there, 0, there.Bytes);
                newest = Newest.Both;
                break;
            case Newest.Host:
                device!.Backend.Write(there, 0, Host.All);
                newest = Newest.Both;
                break;
        }

        return there;
    }

    /// <summary>The device's side as it is, for a caller who writes all of it: what the host has does not matter any more.</summary>
    public DeviceBuffer ToReplaceOnDevice() =>
        copy ??= newest == Newest.Device ? throw failure! : device!.Allocate(Length * sizeof(float), name);

    /// <summary>
    /// Says that the device was to write. Where it failed, what the host has is good still if it was up to date, and is sent again.
    /// </summary>
    /// <param name="isDone">Whether it took all commands.</param>
    public void WrittenOnDevice(bool isDone) => newest = isDone ? Newest.Device : newest == Newest.Both ? Newest.Host : newest;

    /// <summary>Gives the device's memory back. The numbers stay readable, unless the device does not give them back.</summary>
    public void Release()
    {
        try
        {
            BringToHost();
            newest = Newest.Host;
        }
        catch (DeviceException e)
        {
            // Who reads the numbers is told; who only ends a model need not be.
            failure = e;
        }

        if (copy is not null)
        {
            lock (device!.Gate)
            {
                copy.Dispose();
                copy = null;
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void BringToHost()
    {
        if (newest == Newest.Device)
        {
            Pull();
        }
    }

    private void Pull()
    {
        lock (device!.Gate)
        {
            // Another thread may have been here first.
            if (newest != Newest.Device)
            {
                return;
            }

            try
            {
                device.Backend.Read(copy ?? throw failure!, 0, Host.All);
            }
            catch (DeviceException e) when (e != failure)
            {
                throw device.CannotRead(name, e);
            }

            newest = Newest.Both;
        }
    }
}
