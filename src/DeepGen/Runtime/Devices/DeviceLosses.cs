namespace DeepGen.Runtime;

/// <summary>
/// The losses of a session's latest calls, in a ring on the device. One that is read waits for the device, and brings all up to then with
/// it; who reads the loss of every hundredth step waits every hundredth step.
/// </summary>
internal sealed class DeviceLosses(ModelOnDevice device)
{
    /// <summary>How many are kept.</summary>
    internal const int Count = 256;

    private readonly float[] values = new float[Count];
    private DeviceBuffer? ring;
    private long read;
    private DeviceException? failure;

    /// <summary>The number of the latest loss, from 1 on.</summary>
    public long Last { get; private set; }

    /// <summary>Keeps the loss of the program that was just launched. The caller holds the device's gate.</summary>
    public void Take(DeviceBuffer arena, nint offset)
    {
        if (ring is null)
        {
            ring = device.Allocate(Count * sizeof(float), "losses");

            // It is read as a whole, also before all of it was written.
            device.Backend.Clear(ring, 0, ring.Bytes);
        }

        device.Backend.Copy(arena, offset * sizeof(float), ring, Slot(Last + 1) * sizeof(float), sizeof(float));
        Last++;
    }

    /// <summary>A loss by its number.</summary>
    /// <exception cref="InvalidOperationException">Too many calls have followed.</exception>
    /// <exception cref="DeviceException">The device does not give it back.</exception>
    public float Read(long number)
    {
        lock (device.Gate)
        {
            if (number <= Last - Count)
            {
                throw new InvalidOperationException(
                    $"The loss of a call is gone, because {Count} further ones of its session have computed one; read Loss before that.");
            }

            if (number > read)
            {
                Fetch();
            }

            return values[Slot(number)];
        }
    }

    /// <summary>Gives the device's memory back. The losses that are there stay readable.</summary>
    public void Release()
    {
        lock (device.Gate)
        {
            try
            {
                if (Last > read)
                {
                    Fetch();
                }
            }
            catch (DeviceException e)
            {
                // Who reads a loss is told; who only ends a session need not be.
                failure = e;
            }

            ring?.Dispose();
            ring = null;
        }
    }

    private static int Slot(long number) => (int)(number % Count);

    private void Fetch()
    {
        device.Backend.Read(ring ?? throw failure!, 0, values.AsSpan());
        read = Last;
    }
}
